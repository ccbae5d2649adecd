// @ts-check
/* Zhixing: the little that needs a script. Every page works without it. Plain, no library, no
   eval, knows nothing newer than Chromium 109. */
(function () {
  "use strict";
  var root = document.documentElement,
    body = document.body;

  function each(selector, work, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), work);
  }
  function say(name) {
    return body.getAttribute("data-say-" + name) || "";
  }
  /** What this browser keeps under a name; null where it keeps nothing. */
  function stored(name) {
    try {
      return window.localStorage.getItem(name);
    } catch (error) {
      return null;
    }
  }
  /** Keep a text under a name, or nothing (null); false where the browser keeps nothing or is
      full: the page still works, and says so. */
  function store(name, value) {
    try {
      if (value === null) {
        window.localStorage.removeItem(name);
      } else {
        window.localStorage.setItem(name, value);
      }
      return true;
    } catch (error) {
      return false;
    }
  }

  /* dark or light: a cookie, so that the server draws the next page right away */
  function dark() {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }
  function showTheme() {
    each("[data-theme-switch]", function (button) {
      button.setAttribute("aria-pressed", String(dark()));
    });
  }
  each("[data-theme-switch]", function (button) {
    button.addEventListener("click", function () {
      var next = dark() ? "light" : "dark";
      root.setAttribute("data-theme", next);
      document.cookie =
        "zx_theme=" +
        next +
        "; path=/; max-age=31536000; samesite=lax" +
        (location.protocol === "https:" ? "; secure" : "");
      showTheme();
    });
  });
  showTheme();

  /* rows: j, k, arrows choose one, Enter opens it; "/" goes to the search */
  var chosen = -1;
  function rows() {
    var shown = [];
    each("[data-rows] > tbody > tr, ol[data-rows] > li", function (row) {
      if (row.querySelector("a[href]") && row.offsetParent) {
        shown.push(row);
      }
    });
    return shown;
  }
  function choose(at) {
    var all = rows();
    if (!all.length) {
      return;
    }
    chosen = Math.max(0, Math.min(all.length - 1, at));
    all.forEach(function (row, n) {
      row.classList.toggle("is-on", n === chosen);
    });
    var row = all[chosen],
      link = row.querySelector("th a[href], h3 a[href]") || row.querySelector("a[href]");
    link.focus({ preventScroll: true });
    all[chosen].scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("focusin", function (event) {
    var all = rows();
    all.forEach(function (row, n) {
      var on = row.contains(/** @type {Node} */ (event.target));
      row.classList.toggle("is-on", on && row.classList.contains("is-on"));
      if (on) {
        chosen = n;
      }
    });
  });
  document.addEventListener("keydown", function (event) {
    var target = /** @type {HTMLElement} */ (event.target),
      tag = target.tagName;
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
      return;
    }
    if (tag === "INPUT" || tag === "TEXTAREA" || tag === "SELECT" || target.isContentEditable) {
      return;
    }
    if (event.key === "/") {
      var search = /** @type {HTMLInputElement | null} */ (document.getElementById("zx-search"));
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "j" || event.key === "ArrowDown") {
      if (rows().length) {
        event.preventDefault();
        choose(chosen + 1);
      }
    } else if (event.key === "k" || event.key === "ArrowUp") {
      if (rows().length && chosen >= 0) {
        event.preventDefault();
        choose(chosen - 1);
      }
    }
  });

  /* a grid of marks: one tab stop, arrows go from cell to cell, and from the first column to the
     name of the row */
  each("[data-grid] > tbody.is-marks", function (grid) {
    var cells = grid.querySelectorAll("td > a");
    function rest(on) {
      Array.prototype.forEach.call(cells, function (cell) {
        cell.tabIndex = cell === on ? 0 : -1;
      });
    }
    rest(cells[0]);
    grid.addEventListener("focusin", function (event) {
      if (event.target.closest("td")) {
        rest(event.target);
      }
    });
    grid.addEventListener("keydown", function (event) {
      var place = event.target.closest("td, th"),
        row = place && place.parentNode,
        step = {
          ArrowLeft: [0, -1],
          ArrowRight: [0, 1],
          ArrowUp: [-1, 0],
          ArrowDown: [1, 0],
          Home: [0, -12],
          End: [0, 12],
        }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      var across = Math.max(0, Math.min(row.cells.length - 1, place.cellIndex + step[1])),
        other = grid.rows[row.sectionRowIndex + step[0]],
        link = other && other.cells[across].querySelector("a");
      event.preventDefault();
      event.stopPropagation();
      if (link) {
        link.focus();
      }
    });
  });

  var UNSENT =
    "zx-unsent:" +
    (body.getAttribute("data-person") ||
      "-"); /* how much ui/outbox.js holds that the server has not */

  /* a form is sent once; the button says that it works. Coming back wakes it again */
  document.addEventListener("submit", function (event) {
    var form = /** @type {HTMLFormElement} */ (event.target);
    if (event.defaultPrevented || form.method !== "post") {
      return;
    }
    if (form.hasAttribute("data-forget")) {
      if (
        (Number(stored(UNSENT)) || (window.zxOutbox && window.zxOutbox.unsent())) &&
        !window.confirm(say("unsent"))
      ) {
        event.preventDefault();
        return;
      }
      forget();
    }
    if (form.hasAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "");
    form.dispatchEvent(new CustomEvent("zx-sent"));
    var button = /** @type {HTMLButtonElement | null} */ (
      event.submitter || form.querySelector('button[type="submit"], button:not([type])')
    );
    if (!button || button.closest(".zx-lang")) {
      return;
    }
    /* after the browser has collected the fields: a disabled button would not send its own name
       and value */
    window.setTimeout(function () {
      if (!form.hasAttribute("data-sent")) {
        return;
      }
      button.setAttribute("aria-busy", "true");
      var busy = button.getAttribute("data-busy") || say("working");
      if (!button.classList.contains("zx-tool") && busy) {
        button.setAttribute("data-label", button.textContent.trim());
        var icon = button.querySelector("svg");
        button.textContent = busy;
        if (icon) {
          button.insertBefore(icon, button.firstChild);
        }
      }
      button.disabled = true;
    }, 0);
  });
  window.addEventListener("pageshow", function () {
    each("form[data-sent]", function (form) {
      form.removeAttribute("data-sent");
    });
    each("button[aria-busy]", function (button) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
      if (button.hasAttribute("data-label")) {
        var icon = button.querySelector("svg");
        button.textContent = button.getAttribute("data-label");
        if (icon) {
          button.insertBefore(icon, button.firstChild);
        }
        button.removeAttribute("data-label");
      }
    });
  });

  /* a text field grows with its text */
  function grow(area) {
    area.style.height = "auto";
    area.style.height = Math.min(area.scrollHeight + 2, window.innerHeight * 0.7) + "px";
  }
  each("textarea[data-grow]", function (area) {
    area.addEventListener("input", function () {
      grow(area);
    });
    if (area.value) {
      grow(area);
    }
  });

  /* drafts: kept on the server 800 ms after the last key, on the device when there is no network */
  var MARK = "zx-draft:" + (body.getAttribute("data-person") || "-") + ":";
  function forget() {
    try {
      Object.keys(window.localStorage).forEach(function (name) {
        if (name.indexOf("zx-draft:") === 0) {
          window.localStorage.removeItem(name);
        }
      });
    } catch (error) {
      /* nothing was kept */
    }
    try {
      if (window.caches) {
        window.caches.delete("zx-pages");
      }
      store(UNSENT, null);
      forgetShelf(body.getAttribute("data-person"));
    } catch (error) {
      /* denied: nothing was kept */
    }
  }
  /* what ui/shelf.js keeps of this person; where there is no such base, none is made */
  function forgetShelf(person) {
    if (!window.indexedDB) {
      return;
    }
    var asked = window.indexedDB.open("zx-outbox", 1);
    asked.onupgradeneeded = function () {
      asked.transaction.abort();
    };
    asked.onsuccess = function () {
      var work = asked.result.transaction(["keys", "items"], "readwrite"),
        items = work.objectStore("items");
      var mine = items.index("person").getAllKeys(person);
      work.objectStore("keys").delete(person);
      mine.onsuccess = function () {
        mine.result.forEach(function (id) {
          items.delete(id);
        });
      };
    };
  }
  function clock() {
    return new Date().toTimeString().slice(0, 8);
  }
  each("form[data-draft-url]", function (form) {
    var url = form.getAttribute("data-draft-url"),
      status = form.querySelector("[data-draft-status]");
    var words = status && status.querySelector("span"),
      use = status && status.querySelector("use");
    var timer = null,
      running = false,
      again = false,
      sent = false;

    function tell(text, here) {
      if (!status) {
        return;
      }
      status.classList.toggle("is-here", Boolean(here));
      words.textContent = text;
      if (use) {
        use.setAttribute(
          "href",
          use.getAttribute("href").replace(/#.*/, here ? "#device-mobile-check" : "#cloud-check"),
        );
      }
    }
    function fields() {
      var data = new URLSearchParams();
      Array.prototype.forEach.call(form.elements, function (field) {
        if (!field.name || field.disabled || field.name === "csrfmiddlewaretoken") {
          return;
        }
        if (/^(file|password|submit|button|reset|image)$/.test(field.type)) {
          return;
        }
        if ((field.type === "radio" || field.type === "checkbox") && !field.checked) {
          return;
        }
        if (field.type === "select-multiple") {
          Array.prototype.forEach.call(field.selectedOptions, function (option) {
            data.append(field.name, option.value);
          });
        } else {
          data.append(field.name, field.value);
        }
      });
      return data;
    }
    function keepHere() {
      tell(say(store(MARK + url, fields().toString()) ? "local" : "nowhere"), true);
    }
    function send() {
      if (sent) {
        return;
      }
      if (running) {
        again = true;
        return;
      }
      running = true;
      var token = form.querySelector('input[name="csrfmiddlewaretoken"]');
      window
        .fetch(url, {
          method: "POST",
          body: fields(),
          credentials: "same-origin",
          headers: {
            "X-CSRFToken": token ? token.value : "",
            "X-Draft": "1",
            Accept: "application/json",
          },
        })
        .then(function (answer) {
          if (!answer.ok || answer.redirected) {
            throw new Error(String(answer.status));
          }
          return answer.json().catch(function () {
            return {};
          });
        })
        .then(function (answer) {
          store(MARK + url, null);
          tell(say("saved") + " " + (answer.kept_at || clock()));
        })
        .catch(keepHere)
        .then(function () {
          running = false;
          if (again) {
            again = false;
            send();
          }
        });
    }
    function soon() {
      window.clearTimeout(timer);
      timer = window.setTimeout(send, 800);
    }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("zx-sent", function () {
      sent = true;
      window.clearTimeout(timer);
      if (navigator.onLine) {
        store(MARK + url, null);
      } else {
        keepHere();
      }
    });
    window.addEventListener("pageshow", function () {
      sent = false;
    });
    window.addEventListener("online", function () {
      if (stored(MARK + url)) {
        send();
      }
    });
    window.addEventListener("pagehide", function () {
      if (timer && !sent && !navigator.onLine) {
        keepHere();
      }
    });

    /* what this device kept while there was no network: put it back, then send it */
    var kept = stored(MARK + url);
    if (kept && !form.querySelector(".zx-stale")) {
      var data = new URLSearchParams(kept);
      Array.prototype.forEach.call(form.elements, function (field) {
        if (
          !field.name ||
          field.type === "hidden" ||
          field.type === "file" ||
          field.type === "password"
        ) {
          return;
        }
        if (field.type === "radio" || field.type === "checkbox") {
          field.checked = data.getAll(field.name).indexOf(field.value) >= 0;
        } else if (field.type === "select-multiple") {
          Array.prototype.forEach.call(field.options, function (option) {
            option.selected = data.getAll(field.name).indexOf(option.value) >= 0;
          });
        } else if (data.has(field.name)) {
          field.value = data.get(field.name);
        }
      });
      each("textarea[data-grow]", grow, form);
      tell(say("restored"), true);
      send();
    }
  });

  /* without network: the worker keeps the pages that allow it (meta zx-offline), and this page
     says when it is such a copy */
  var worker = body.getAttribute("data-worker"),
    copy = body.getAttribute("data-kept");
  if (worker && navigator.serviceWorker) {
    navigator.serviceWorker.register(worker, { scope: "/" }).catch(function () {
      /* not here (a private window, say): the site works without it */
    });
    navigator.serviceWorker.addEventListener("message", function (event) {
      if (event.data && event.data.kept && event.data.kept.indexOf(location.href) >= 0) {
        root.setAttribute("data-readable-offline", "");
      }
    });
    if (document.querySelector('meta[name="zx-offline"]') && !copy) {
      navigator.serviceWorker.ready.then(function (registration) {
        var files = performance
          .getEntriesByType("resource")
          .map(function (entry) {
            return entry.name;
          })
          .filter(function (name) {
            return name.indexOf(location.origin + "/static/") === 0;
          });
        registration.active.postMessage({ keep: [location.href].concat(files) });
      });
    }
  }
  if (copy) {
    var note = document.createElement("p"),
      main = document.getElementById("main");
    root.setAttribute("data-readable-offline", "");
    note.className = "zx-note is-soon is-above";
    note.setAttribute("role", "status");
    note.textContent =
      say("kept") +
      " " +
      new Date(copy).toLocaleString(root.lang, { dateStyle: "medium", timeStyle: "short" });
    if (main) {
      main.insertBefore(note, main.firstChild);
    }
  }

  /* small things */
  each("[data-print]", function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });
  each("[data-copy]", function (button) {
    button.addEventListener("click", function () {
      var text = button.getAttribute("data-copy"),
        spoken = button.querySelector("[data-copied]");
      if (!navigator.clipboard) {
        return;
      }
      navigator.clipboard.writeText(text).then(function () {
        if (spoken) {
          spoken.textContent = say("copied");
        }
      });
    });
  });
  /* a text to take elsewhere: the button copies it; without a script one selects it. The clipboard
     is there only over HTTPS, the older way everywhere */
  each("[data-copy-area]", function (area) {
    area.addEventListener("focus", function () {
      area.select();
    });
  });
  each("[data-copy-from]", function (button) {
    var area = /** @type {HTMLTextAreaElement} */ (
        document.getElementById(button.getAttribute("data-copy-from"))
      ),
      spoken = button.parentNode.querySelector("[data-copied]");
    button.hidden = false;
    function older() {
      area.focus();
      area.select();
      if (document.execCommand("copy")) {
        spoken.textContent = say("copied");
      }
    }
    button.addEventListener("click", function () {
      if (!navigator.clipboard) {
        older();
        return;
      }
      navigator.clipboard.writeText(area.value).then(function () {
        spoken.textContent = say("copied");
      }, older);
    });
  });
  document.addEventListener("click", function (event) {
    each("details.zx-add-filter[open], details[data-menu][open]", function (box) {
      if (!box.contains(event.target)) {
        box.open = false;
      }
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      each("details.zx-add-filter[open], details[data-menu][open]", function (box) {
        box.open = false;
        box.querySelector("summary").focus();
      });
    }
  });
  each("[data-focus]", function (box) {
    box.focus();
  });
})();
