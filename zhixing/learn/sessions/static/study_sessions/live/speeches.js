// @ts-check
/* Speeches: one card an outline, the same for everybody. A slot is person-kind. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, fill, make, part } = live;
  const SAID = ["q1", "q2", "q3", "q4", "text"],
    cards = new Map(); /* slot -> details */

  function recorded(slot) {
    return live.state.speeches.find((speech) => speech.slot === slot);
  }
  function speakerOf(slot) {
    return slot.slice(0, slot.lastIndexOf("-"));
  }
  function kindOf(slot) {
    return slot.slice(slot.lastIndexOf("-") + 1);
  }
  function fieldName(slot, name) {
    return "speech." + slot + "." + name;
  }
  function labelOf(area) {
    return area.parentNode.querySelector("label");
  }
  function texts(form) {
    return SAID.map((name) => [name, form.elements[name].value]);
  }

  function cardOf(slot) {
    if (cards.has(slot) || !slot) {
      return cards.get(slot);
    }
    const empty = /** @type {HTMLTemplateElement} */ (document.getElementById("live-speech")),
      card = /** @type {Element} */ (empty.content.firstElementChild.cloneNode(true)),
      speech = recorded(slot);
    cards.set(slot, card);
    live.write(
      card.querySelector("[data-live-name]"),
      speech ? speech.name : live.nameOf(speakerOf(slot)),
    );
    live.write(
      card.querySelector("[data-live-kind]"),
      live.data.kinds[kindOf(slot)] || kindOf(slot),
    );
    card.setAttribute("data-slot", slot);
    SAID.forEach((name) => bindArea(card, slot, name, speech));
    card.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      keep(card, slot);
    });
    card
      .querySelector("[data-close]")
      .addEventListener("click", () => live.box.type(fieldName(slot, "open"), ""));
    part("speeches").appendChild(card);
    drawCard(slot);
    return card;
  }
  function bindArea(card, slot, name, speech) {
    const area = card.querySelector("form").elements[name],
      label = labelOf(area);
    area.id = "live-" + slot + "-" + name;
    if (label) {
      label.htmlFor = area.id;
    }
    if (speech) {
      area.value = speech.said[name];
    }
    window.zxOutbox.bind(live.box, area, fieldName(slot, name), say);
  }

  /* the act of an outline that waits, or is done and not told of yet */
  function speechAct(slot) {
    return live.queue.acts().find((act) => act.slot === slot && !act.refused);
  }
  function stands(act, said) {
    return act.done || act.sending || sameTexts(act, said);
  }
  function sameTexts(act, said) {
    return JSON.stringify(act.fields.slice(-SAID.length)) === JSON.stringify(said);
  }
  function keep(card, slot) {
    const speech = recorded(slot),
      said = texts(card.querySelector("form")),
      name = speech ? "correct_speech" : "add_speech",
      act = speechAct(slot);
    if (act && stands(act, said)) {
      return;
    }
    live.box.acts
      .filter((item) => item.slot === slot && (item.refused || item === act))
      .forEach((item) => live.box.remove(item)); /* this goes out instead */
    const whose = [
      ["person", speakerOf(slot)],
      ["kind", kindOf(slot)],
    ];
    live.box.add({
      name: name,
      url: live.data.acts[name].api,
      slot: slot,
      fields: (speech ? [["speech", String(speech.pk)]] : whose).concat(said),
      label:
        card.querySelector("[data-live-name]").textContent +
        " " +
        card.querySelector("[data-live-kind]").textContent,
    });
  }

  function drawCard(slot) {
    const card = cards.get(slot);
    if (!card) {
      return;
    }
    const said = texts(card.querySelector("form")),
      speech = recorded(slot),
      empty = !speech && said.every((pair) => !pair[1].trim()),
      open = live.box.field(fieldName(slot, "open"));
    if (empty && open.version + (open.pending ? 1 : 0) && !open.value) {
      card.remove();
      cards.delete(slot);
      drawCounts();
      return;
    }
    card.querySelector("[data-close]").hidden = !empty;
    drawDots(card, said);
    const apart = speech
      ? said.filter((pair) => speech.said[pair[0]] !== pair[1].trim()).map((pair) => pair[0])
      : [];
    drawRecord(card, speech, apart);
    drawWhether(card, slot, said, Boolean(speech) && !apart.length);
    drawWhere(card, slot);
  }
  function drawDots(card, said) {
    const answers = said.slice(0, 4).map((pair) => Boolean(pair[1].trim())),
      dots = card.querySelector(".zx-four");
    dots.querySelectorAll("i").forEach((dot, at) => dot.classList.toggle("is-done", answers[at]));
    dots.setAttribute("aria-label", fill("answered", answers.filter(Boolean).length));
  }
  /* what is on record, where the outline says something else by now */
  function drawRecord(card, speech, apart) {
    const record = card.querySelector("[data-record]"),
      form = card.querySelector("form");
    record.hidden = !apart.length;
    record.querySelector("dl").replaceChildren(
      ...apart.flatMap((name) => {
        const area = form.elements[name],
          label = labelOf(area);
        return [
          make("dt", label ? label.firstChild.textContent : area.getAttribute("aria-label")),
          make("dd", speech.said[name] || say("empty")),
        ];
      }),
    );
  }
  /* whether it is a draft, waits, is kept, or was changed since */
  function drawWhether(card, slot, said, same) {
    const act = speechAct(slot),
      kept = recorded(slot) ? say(same ? "kept" : "changed") : say("draft");
    live.write(card.querySelector("[data-live-is]"), act ? live.queue.place(act) : kept);
    card.querySelector('button[type="submit"]').disabled =
      same || Boolean(act && stands(act, said)) || !live.queue.may("add_speech");
  }
  /* where the texts of an outline stand; on the way to the disk nothing is said of them yet */
  function drawWhere(card, slot) {
    const fields = SAID.map((name) => live.box.field(fieldName(slot, name))),
      last = fields.filter((field) => field.at).sort((a, b) => (a.at < b.at ? 1 : -1))[0],
      words = card.querySelector("[data-live-where]"),
      pending = fields.map((field) => field.pending).filter(Boolean);
    if (pending.some((text) => text.kept === false)) {
      live.write(words, say("page-one"));
    } else if (pending.length && pending.every((text) => text.kept)) {
      live.write(words, say("here-one"));
    } else if (!pending.length) {
      live.write(words, last ? fill("saved-one", last.at) + " · " + last.by : "");
    }
  }

  function keepable() {
    return Array.from(cards.values()).filter(
      (card) =>
        !card.querySelector('button[type="submit"]').disabled &&
        Array.from(card.querySelectorAll("textarea")).some((area) => area.value.trim()),
    );
  }
  function drawCounts() {
    part("keep").hidden = keepable().length + live.parts.keepable().length < 2;
    live.write(
      part("count"),
      say("count").replace("{count}", cards.size).replace("{kept}", live.state.speeches.length),
    );
    live.caught.drawCounts();
  }
  function draw() {
    cards.forEach((card, slot) => drawCard(slot));
  }
  /* where nobody is typing, the record is what the outline says */
  function drawState() {
    live.state.speeches.forEach((speech) => {
      const form = cardOf(speech.slot).querySelector("form");
      SAID.forEach((name) => {
        const field = live.box.field(fieldName(speech.slot, name));
        if (!field.pending && !field.version) {
          form.elements[name].value = speech.said[name];
        }
      });
    });
    draw();
  }

  /* what was typed into an outline, here or elsewhere */
  function drawField(name, value) {
    const slot = name.split(".")[1];
    if (value) {
      cardOf(slot);
    }
    drawCard(slot);
    drawCounts();
  }
  /* who is expected to speak has an outline open already; it is nobody's until something is typed */
  function startExpected() {
    const speak = Array.from(cards.keys())
      .concat(live.state.speeches.map((speech) => speech.slot))
      .map(speakerOf);
    live.data.to_speak
      .filter((slot) => speak.indexOf(speakerOf(slot)) < 0)
      .forEach((slot) => {
        const card = cardOf(slot);
        if (card && cards.has(slot)) {
          card.open = true;
        }
      });
    part("keep").addEventListener("click", () => {
      keepable().forEach((card) => card.querySelector("form").requestSubmit());
      live.parts.keepAll();
    });
  }
  function begin(form) {
    const [who, kind] = form.querySelectorAll("select");
    if (!who.value) {
      who.focus();
      return;
    }
    const slot = who.value + "-" + kind.value;
    if (!cards.has(slot)) {
      live.box.type(fieldName(slot, "open"), "1");
    }
    const card = cardOf(slot);
    card.open = true;
    card.querySelector("textarea").focus();
    who.value = "";
  }
  function startNew() {
    const form = part("new");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin(form);
    });
  }
  function startTyped() {
    Array.from(live.box.fields.keys())
      .filter((name) => name.indexOf("speech.") === 0 && live.box.field(name).value)
      .forEach((name) => cardOf(name.split(".")[1]));
  }

  live.speeches = {
    startNew: startNew,
    startTyped: startTyped,
    startExpected: startExpected,
    draw: draw,
    drawCounts: drawCounts,
    drawField: drawField,
    drawState: drawState,
  };
})(window.zxLive);
