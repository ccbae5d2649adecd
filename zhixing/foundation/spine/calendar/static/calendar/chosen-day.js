// @ts-check
/* Beside a day that is chosen: whether it is a rest day, and the next working day. */
(function () {
  "use strict";
  var words = new Intl.DateTimeFormat(document.documentElement.lang || "zh", {
    month: "long",
    day: "numeric",
    weekday: "long",
  });

  /** 2026-10-03 as a day at noon, which no summer time moves; null for what is no day. */
  function dayOf(text) {
    var day = new Date(text + "T12:00:00");
    return isNaN(day.getTime()) ? null : day;
  }
  function isoOf(day) {
    var pad = function (number) {
      return String(number).padStart(2, "0");
    };
    return day.getFullYear() + "-" + pad(day.getMonth() + 1) + "-" + pad(day.getDate());
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-rest-day]"), function (note) {
    var input = /** @type {HTMLInputElement | null} */ (
      document.getElementById(note.getAttribute("data-rest-day"))
    );
    var odd = JSON.parse(note.getAttribute("data-days")),
      sentence = note.querySelector("p"),
      button = note.querySelector("button");
    if (!input) {
      return;
    }

    /** What a rest day is called; null of a working day. */
    function nameOf(day) {
      var iso = isoOf(day);
      if (iso in odd) {
        return odd[iso];
      }
      return day.getDay() === 0 || day.getDay() === 6 ? note.getAttribute("data-weekend") : null;
    }
    function nextWorking(day) {
      var next = new Date(day);
      while (nameOf(next) !== null) {
        next.setDate(next.getDate() + 1);
      }
      return next;
    }
    function show() {
      var day = dayOf(input.value),
        name = day && nameOf(day);
      note.hidden = !name;
      if (!day || !name) {
        return;
      }
      var next = nextWorking(day);
      sentence.textContent = note
        .getAttribute("data-off")
        .replace("{day}", words.format(day))
        .replace("{name}", name);
      button.textContent = note.getAttribute("data-next").replace("{day}", words.format(next));
      button.setAttribute("data-day", isoOf(next));
    }

    button.addEventListener("click", function () {
      input.value = button.getAttribute("data-day");
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });
    input.addEventListener("input", show);
    show();
  });
})();
