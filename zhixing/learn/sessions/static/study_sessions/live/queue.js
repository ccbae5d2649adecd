// @ts-check
/* Acts of this session that wait in the queue of this browser, or are done and not told of yet. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, fill, make } = live,
    line = live.forms.line;

  function acts() {
    return live.box.acts.concat(live.box.done).filter((act) => act.code === live.data.code);
  }
  function underway(name) {
    return acts().some((act) => act.name === name && !act.refused);
  }
  /* what may be done: what the server said last, or what will be once the queue is through */
  function may(name) {
    return (
      live.state.open.indexOf(name) >= 0 ||
      (underway("hold_session") && (name === "take_attendance" || name === "note_raised"))
    );
  }
  /* where something that is not told of yet stands */
  function place(act) {
    return act.done ? fill("saved-one", act.savedAt) : say(act.kept ? "here-one" : "page-one");
  }

  function belongs(act, list) {
    if (list === "speech") {
      return /_speech$/.test(act.name);
    }
    return act.name === list || (list === "take_attendance" && act.name === "hold_session");
  }
  function buttons(act) {
    const again = make("button", say("again"), "zx-link"),
      drop = make("button", say("drop"), "zx-link");
    again.addEventListener("click", () => live.box.again(act));
    drop.addEventListener("click", () => {
      if (drop.textContent === say("sure")) {
        live.box.remove(act);
      } else {
        drop.textContent = say("sure");
      }
    });
    if (act.name !== "note_raised" || !line) {
      return [again, drop];
    }
    const edit = make("button", say("edit"), "zx-link");
    edit.addEventListener("click", () => live.caught.takeBack(act));
    return [again, edit, drop];
  }
  function row(act, tag) {
    const item = make(tag, undefined, act.refused ? "zx-live-item is-over" : "zx-live-item"),
      small = make("small");
    item.append(make("span", act.label), small);
    live.write(small, act.refused ? fill("refused", act.refused) : place(act));
    if (act.refused) {
      buttons(act).forEach((button) => {
        button.type = "button";
        item.appendChild(button);
      });
    }
    return item;
  }
  /* what waits on this machine, or could not be taken: beside the form it came from */
  function drawRows() {
    document.querySelectorAll("[data-live-of]").forEach((list) => {
      const tag = list.tagName === "OL" ? "li" : "div",
        mine = acts()
          .filter((act) => act.kept !== undefined || act.done || act.refused)
          .filter((act) => belongs(act, list.getAttribute("data-live-of")));
      list.replaceChildren(...mine.reverse().map((act) => row(act, tag)));
    });
  }
  function draw() {
    drawRows();
    live.roll.drawHold();
    live.roll.drawTally();
    live.speeches.drawCounts();
    live.speeches.draw();
    live.parts.draw();
    if (line) {
      line.querySelector('button[type="submit"]').disabled = !may("note_raised");
    }
  }

  live.queue = { acts: acts, underway: underway, may: may, place: place, draw: draw };
})(window.zxLive);
