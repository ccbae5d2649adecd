// @ts-check
/* How far something long is: asked again and again, until there is somewhere to go. Only on pages
   that show it (ui/progress.html). */
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-progress]"), function (box) {
    var bar = box.querySelector("progress"),
      words = box.querySelector("[data-progress-words]");
    var again = box.querySelector("[data-progress-again]"),
      lost = box.querySelector("[data-progress-lost]");
    function show(told) {
      words.textContent = told.words;
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
      } else {
        bar.removeAttribute("value");
      }
      Array.prototype.forEach.call(box.querySelectorAll("li"), function (item, at) {
        var state = told.steps[at] ? told.steps[at].state : "";
        item.className = state ? "is-" + state : "";
        if (state === "now") {
          item.setAttribute("aria-current", "step");
        } else {
          item.removeAttribute("aria-current");
        }
      });
      again.hidden = !told.again;
    }
    function ask() {
      window
        .fetch(box.getAttribute("data-progress"), {
          credentials: "same-origin",
          headers: { Accept: "application/json" },
        })
        .then(function (answer) {
          if (answer.redirected || (answer.status >= 400 && answer.status < 500)) {
            window.location.reload();
            return;
          }
          if (!answer.ok) {
            throw new Error(String(answer.status));
          }
          return answer.json().then(function (told) {
            lost.hidden = true;
            if (told.url) {
              window.location.replace(told.url);
              return;
            }
            show(told);
            window.setTimeout(ask, 700);
          });
        })
        .catch(function () {
          lost.hidden = false;
          window.setTimeout(ask, 3000);
        });
    }
    window.setTimeout(ask, 700);
  });
})();
