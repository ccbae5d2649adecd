// @ts-check
/* The three parts of a session: one card each, the same for everybody. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, part } = live;
  const SAID = ["begins", "place", "place_kind", "people", "what", "result"],
    NEEDED = ["what", "place"];

  function cards() {
    return Array.from(document.querySelectorAll("[data-live-part]"));
  }
  function partOf(card) {
    return card.getAttribute("data-live-part");
  }
  function formOf(card) {
    return card.querySelector("form");
  }
  function texts(card) {
    const form = formOf(card);
    return SAID.map((name) => [name, form.elements[name].value.trim()]).filter((pair) => pair[1]);
  }
  function recorded(card) {
    /* what this browser kept of an earlier release says nothing of parts */
    return (live.state.parts || {})[partOf(card)] || {};
  }
  function same(card) {
    const record = recorded(card),
      said = Object.fromEntries(texts(card));
    return (
      Boolean(record.what) && SAID.every((name) => (said[name] || "") === (record[name] || ""))
    );
  }
  function waiting(card) {
    return live.queue.acts().find((act) => act.slot === "part." + partOf(card) && !act.refused);
  }
  function stands(act, fields) {
    return act.done || act.sending || JSON.stringify(act.fields) === JSON.stringify(fields);
  }
  function fieldsOf(card) {
    return [["part", partOf(card)]].concat(texts(card));
  }
  function missing(card) {
    const form = formOf(card);
    return NEEDED.map((name) => form.elements[name]).find((field) => !field.value.trim());
  }

  function keep(card) {
    const fields = fieldsOf(card),
      act = waiting(card);
    if (act && stands(act, fields)) {
      return;
    }
    live.box.acts
      .filter((item) => item.slot === "part." + partOf(card) && (item.refused || item === act))
      .forEach((item) => live.box.remove(item)); /* this goes out instead */
    live.box.add({
      name: "write_part",
      url: live.data.acts.write_part.api,
      slot: "part." + partOf(card),
      fields: fields,
      label: card.querySelector("b").textContent,
    });
  }
  /* those that say something the record does not */
  function keepable() {
    if (!live.queue.may("write_part")) {
      return [];
    }
    return cards().filter((card) => {
      const act = waiting(card);
      return !missing(card) && !same(card) && !(act && stands(act, fieldsOf(card)));
    });
  }
  function keepAll() {
    keepable().forEach(keep);
  }
  /* from the attendance on to what is typed next, without the mouse */
  function focus() {
    const first = cards().map(missing).find(Boolean);
    if (first) {
      first.focus();
    }
  }

  function drawCard(card) {
    const act = waiting(card),
      kept = same(card),
      state = kept ? "part-kept" : recorded(card).what ? "part-changed" : "part-draft";
    live.write(card.querySelector("[data-live-is]"), act ? live.queue.place(act) : say(state));
    card.toggleAttribute("data-kept", kept);
  }
  function draw() {
    const all = part("keep-parts");
    cards().forEach(drawCard);
    if (all) {
      all.disabled = !keepable().length;
    }
  }
  /* where nobody is typing, the record is what the card says */
  function drawState() {
    cards().forEach((card) => {
      const record = recorded(card);
      SAID.filter((name) => record.what && record[name] !== undefined).forEach((name) => {
        const field = live.box.field("part." + partOf(card) + "." + name);
        if (!field.pending && !field.version) {
          formOf(card).elements[name].value = record[name];
        }
      });
    });
    draw();
  }
  function start() {
    cards().forEach((card) => {
      card
        .querySelectorAll("[data-sheet]")
        .forEach((field) =>
          window.zxOutbox.bind(live.box, field, field.getAttribute("data-sheet"), say),
        );
      formOf(card).addEventListener("submit", (event) => {
        event.preventDefault();
        keepAll();
      });
    });
    const all = part("keep-parts");
    if (all) {
      all.addEventListener("click", keepAll);
    }
  }

  live.parts = {
    start: start,
    draw: draw,
    drawState: drawState,
    keepable: keepable,
    keepAll: keepAll,
    focus: focus,
  };
})(window.zxLive);
