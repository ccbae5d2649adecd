// @ts-check
/* The parts of the live page put together. Without the queue its forms are sent one at a time. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, part } = live;

  /* nothing can be kept here: the forms are sent as they are, one at a time */
  function unable(fault) {
    document.querySelectorAll("[data-live-unable]").forEach((note) => {
      note.removeAttribute("hidden");
    });
    const why = fault && say("unable-" + fault.why);
    if (why) {
      live.write(part("why"), why);
    }
    live.roll.withoutQueue();
  }

  function drawState() {
    part("state").querySelector(".zx-state").lastChild.textContent = live.state.state_word;
    live.roll.drawHold();
    live.roll.drawTaken();
    live.speeches.drawState();
    live.parts.drawState();
    live.caught.drawState();
    live.roll.drawTally();
    live.speeches.drawCounts();
    live.saved.draw();
  }
  function drawField(field) {
    if (field.name.indexOf("speech.") === 0) {
      live.speeches.drawField(field.name, field.value);
    }
    if (field.name.indexOf("part.") === 0) {
      live.parts.draw();
      live.speeches.drawCounts();
    }
    if (field.name.indexOf("roll.") === 0) {
      live.roll.drawTally();
    }
    live.saved.draw();
  }
  function listen(box) {
    box.addEventListener("state", (event) => {
      live.state = event.detail;
      drawState();
      live.queue.draw();
    });
    box.addEventListener("change", live.saved.draw);
    box.addEventListener("acts", live.queue.draw);
    box.addEventListener("blocked", live.saved.draw);
    box.addEventListener("others", (event) => live.saved.drawOthers(event.detail));
    box.addEventListener("field", (event) => drawField(event.detail.field));
  }
  function start(box) {
    live.box = box;
    live.data.entries.forEach((entry) => box.take(entry));
    if (box.told) {
      live.state = box.told;
    } /* told later than this copy of the page was made */
    listen(box);
    live.roll.start();
    live.parts.start();
    live.speeches.startNew();
    live.caught.start();
    live.roll.startHold();
    live.speeches.startTyped();
    live.speeches.startExpected();
    drawState();
    live.queue.draw();
    live.saved.draw();
    part("strangers").hidden = !box.strangers;
    live.root.setAttribute("data-live-ready", String(Math.round(performance.now())));
  }

  if (!window.zxOutbox || !window.zxOutbox.usable()) {
    unable();
    return;
  }
  live.write = window.zxOutbox.write;
  const token = /** @type {HTMLInputElement | null} */ (
    document.querySelector('input[name="csrfmiddlewaretoken"]')
  );
  window.zxOutbox
    .open({
      person: live.data.me,
      code: live.data.code,
      sheet: live.data.sheet,
      serial: live.data.serial,
      version: live.data.version,
      token: token ? token.value : "",
    })
    .then(start, unable);
})(window.zxLive);
