// @ts-check
/* That the session takes place, and its attendance: one tap a row. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, part } = live,
    { roll, hold } = live.forms;

  function taps() {
    return Array.from(roll.querySelectorAll(".zx-tap[data-sheet]"));
  }
  function open(tap) {
    return !window.zxOutbox.read(tap);
  }

  /* nothing can be kept here: the rest is ticked, and the form is sent as it is */
  function withoutQueue() {
    if (!roll) {
      return;
    }
    part("rest").addEventListener("click", () =>
      taps()
        .filter((tap) => !tap.querySelector("input:checked"))
        .forEach((tap) => {
          tap.querySelector("input").checked = true;
        }),
    );
  }

  function tickTheRest() {
    taps()
      .filter(open)
      .forEach((tap) => {
        window.zxOutbox.show(tap, "PRESENT");
        live.box.type(tap.getAttribute("data-sheet"), "PRESENT");
      });
    roll.querySelector('button[type="submit"]').focus();
  }
  function take(event) {
    event.preventDefault();
    const first = taps().find(open);
    if (first) {
      first.querySelector("input").focus();
      return;
    }
    if (live.queue.underway("take_attendance")) {
      return;
    }
    const fields = Array.from(new FormData(roll))
      .filter((pair) => pair[0] !== "csrfmiddlewaretoken")
      .map((pair) => [pair[0], String(pair[1])]);
    live.box.add({
      name: "take_attendance",
      url: live.data.acts.take_attendance.api,
      fields: fields,
      label: document.getElementById("roll").textContent,
    });
    live.parts.focus();
  }
  /* arrows up and down go from row to row, left and right choose: twelve people without a mouse */
  function step(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key],
      tap = event.target.closest(".zx-tap");
    if (!by || !tap) {
      return;
    }
    event.preventDefault();
    const all = taps(),
      next = all[all.indexOf(tap) + by];
    if (next) {
      (next.querySelector("input:checked") || next.querySelector("input")).focus();
    }
  }
  function start() {
    if (!roll) {
      return;
    }
    Array.from(roll.querySelectorAll("[data-sheet]")).forEach((field) =>
      window.zxOutbox.bind(live.box, field, field.getAttribute("data-sheet"), say),
    );
    part("rest").addEventListener("click", tickTheRest);
    roll.addEventListener("submit", take);
    roll.addEventListener("keydown", step);
  }

  function startHold() {
    if (!hold) {
      return;
    }
    hold.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!live.queue.may("hold_session") || live.queue.underway("hold_session")) {
        return;
      }
      live.box.add({
        name: "hold_session",
        url: live.data.acts.hold_session.api,
        fields: [["on", hold.elements.on.value]],
        label: hold.querySelector("button").textContent,
      });
    });
  }
  function drawHold() {
    if (hold) {
      hold.hidden =
        live.state.open.indexOf("hold_session") < 0 || live.queue.underway("hold_session");
    }
  }

  function tallyWords(expected, present, away, left) {
    return say("tally")
      .replace("{expected}", expected)
      .replace("{present}", present)
      .replace("{away}", away)
      .replace("{open}", left);
  }
  function drawTally() {
    const words = part("tally"),
      [present, expected] = live.state.rate;
    if (!roll || part("taken").hidden === false) {
      live.write(words, tallyWords(expected, present, expected - present, 0));
      return;
    }
    const values = taps().map((tap) => window.zxOutbox.read(tap)),
      here = values.filter((value) => value === "PRESENT").length,
      left = values.filter((value) => !value).length;
    live.write(words, tallyWords(values.length, here, values.length - here - left, left));
    drawRoll();
    part("rest").disabled = !left;
    roll.querySelector('button[type="submit"]').disabled =
      Boolean(left) || !live.queue.may("take_attendance");
  }
  /* attendance that waits, or is taken, is not offered again */
  function drawRoll() {
    const waits = live.queue.underway("take_attendance");
    roll.querySelectorAll("[data-sheet] input, [data-sheet] select").forEach((field) => {
      field.disabled = waits;
    });
    roll.querySelector(".zx-live-foot").hidden = waits;
  }
  function drawTaken() {
    const taken = part("taken"),
      is = Object.keys(live.state.taken).length > 0;
    if (roll) {
      roll.hidden = is;
    }
    taken.hidden = !is;
    Array.from(is ? taken.querySelectorAll("li") : []).forEach((row) => {
      const seat = live.state.taken[row.getAttribute("data-uid")],
        how = row.querySelector("[data-live-how]");
      if (seat && how) {
        how.className = "zx-live-word is-" + seat.tone;
        live.write(how, seat.word + (seat.why ? " · " + seat.why : ""));
      }
    });
  }

  live.roll = {
    start: start,
    startHold: startHold,
    withoutQueue: withoutQueue,
    drawHold: drawHold,
    drawTally: drawTally,
    drawTaken: drawTaken,
  };
})(window.zxLive);
