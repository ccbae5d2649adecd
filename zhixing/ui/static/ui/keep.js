// @ts-check
/* Zhixing: [data-keep] keeps a page and its files on this machine with one tap, or removes them
   from it; the addresses stand in the attribute as JSON. Loaded where needed. */
(function () {
  "use strict";
  var LONG = 60000; /* the worker answers within it, or it is said that nothing was kept */
  var service = document.body.getAttribute("data-worker") && navigator.serviceWorker,
    PAGES = "zx-pages";
  if (!service || !window.caches) {
    return;
  }
  Array.prototype.forEach.call(document.querySelectorAll("[data-keep]"), function (part) {
    var addresses = JSON.parse(part.getAttribute("data-keep")),
      button = part.querySelector("[data-keep-do]"),
      said = button.querySelector("span"),
      word = said.textContent,
      timer = null;
    function there() {
      return Promise.all(
        addresses.map(function (one) {
          return window.caches.match(one, { cacheName: PAGES, ignoreVary: true });
        }),
      ).then(function (found) {
        return found.every(Boolean);
      });
    }
    function show(kept, tried) {
      button.hidden = kept;
      button.disabled = false;
      said.textContent = word;
      window.clearTimeout(timer);
      part.querySelector("[data-keep-done]").hidden = !kept;
      part.querySelector("[data-keep-failed]").hidden = kept || !tried;
      part.hidden = false;
    }
    button.addEventListener("click", function () {
      button.disabled = true;
      said.textContent = button.getAttribute("data-say-busy");
      timer = window.setTimeout(function () {
        show(false, true);
      }, LONG);
      service.ready.then(function (found) {
        found.active.postMessage({ keep: addresses, again: true });
      });
    });
    part.querySelector("[data-keep-drop]").addEventListener("click", function () {
      window.caches
        .open(PAGES)
        .then(function (cache) {
          return Promise.all(
            addresses.map(function (one) {
              return cache.delete(one, { ignoreVary: true });
            }),
          );
        })
        .then(function () {
          show(false);
          button.focus();
        });
    });
    service.addEventListener("message", function (event) {
      /* the answer to this button, not to the page that keeps itself */
      if (
        button.disabled &&
        event.data &&
        event.data.kept &&
        event.data.kept.every(function (one) {
          return addresses.indexOf(one) >= 0;
        })
      ) {
        show(
          addresses.every(function (one) {
            return event.data.kept.indexOf(one) >= 0;
          }),
          true,
        );
      }
    });
    there().then(function (kept) {
      show(kept);
    });
  });
})();
