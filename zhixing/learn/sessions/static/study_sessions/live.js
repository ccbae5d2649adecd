/* The live page of a session: taps, outlines and what is caught, over ui/outbox.js. Without it the
   forms of the page are sent one at a time. */
(function () {
  "use strict";
  const root = document.getElementById("live");
  if (!root) {
    return;
  }
  const data = JSON.parse(root.getAttribute("data-live")),
    one = (name, within) => (within || document).querySelector("[data-live-" + name + "]");
  const say = (name) => root.getAttribute("data-say-" + name) || "",
    fill = (name, word) => say(name).replace("{}", word);
  const QUESTIONS = ["q1", "q2", "q3", "q4"],
    SAID = QUESTIONS.concat("text");
  let now = data.state,
    box = null;
  const roll = one("roll"),
    hold = one("hold"),
    line = one("catch");
  const cards = new Map(); /* slot -> details */

  if (!window.zxOutbox || !window.zxOutbox.usable()) {
    unable();
    return;
  }
  const write = window.zxOutbox.write;
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
  window.zxOutbox
    .open({
      person: data.me,
      code: data.code,
      sheet: data.sheet,
      serial: data.serial,
      version: data.version,
      token: token ? token.value : "",
    })
    .then(start, unable);

  /* nothing can be kept here: the forms are sent as they are, one at a time */
  function unable(fault) {
    document.querySelectorAll("[data-live-unable]").forEach((part) => {
      part.hidden = false;
    });
    const why = fault && say("unable-" + fault.why);
    if (why) {
      write(one("why"), why);
    }
    if (roll) {
      one("rest").addEventListener("click", () =>
        taps()
          .filter((tap) => !tap.querySelector("input:checked"))
          .forEach((tap) => {
            tap.querySelector("input").checked = true;
          }),
      );
    }
  }

  function make(tag, text, kind) {
    const made = document.createElement(tag);
    if (text !== undefined) {
      made.textContent = text;
    }
    if (kind) {
      made.className = kind;
    }
    return made;
  }
  function nameOf(pk) {
    const found = data.people.find((person) => person.pk === pk);
    return found ? found.name : pk;
  }

  function start(opened) {
    box = opened;
    data.entries.forEach((entry) => box.take(entry));
    if (box.told) {
      now = box.told;
    } /* told later than this copy of the page was made */
    box.addEventListener("state", (event) => {
      now = event.detail;
      drawState();
      drawMine();
    });
    box.addEventListener("change", drawSaved);
    box.addEventListener("acts", drawMine);
    box.addEventListener("blocked", drawSaved);
    box.addEventListener("others", (event) => drawOthers(event.detail));
    box.addEventListener("field", (event) => {
      const name = event.detail.field.name;
      if (name.indexOf("speech.") === 0) {
        if (event.detail.field.value) {
          cardOf(name.split(".")[1]);
        }
        drawCard(name.split(".")[1]);
        drawCounts();
      }
      if (name.indexOf("roll.") === 0) {
        drawTally();
      }
      drawSaved();
    });
    rollForm();
    newOutline();
    catchLine();
    holdForm();
    Array.from(box.fields.keys())
      .filter((name) => name.indexOf("speech.") === 0 && box.field(name).value)
      .forEach((name) => cardOf(name.split(".")[1]));
    expected();
    drawState();
    drawMine();
    drawSaved();
    one("strangers").hidden = !box.strangers;
    root.setAttribute("data-live-ready", String(Math.round(performance.now())));
  }

  /* -- attendance: one tap a row --------------------------------------------------------------- */

  function taps() {
    return Array.from(roll.querySelectorAll(".zx-tap[data-sheet]"));
  }
  function rollForm() {
    if (!roll) {
      return;
    }
    Array.from(roll.querySelectorAll("[data-sheet]")).forEach((part) =>
      window.zxOutbox.bind(box, part, part.getAttribute("data-sheet"), say),
    );
    one("rest").addEventListener("click", () => {
      taps()
        .filter((tap) => !window.zxOutbox.read(tap))
        .forEach((tap) => {
          window.zxOutbox.show(tap, "PRESENT");
          box.type(tap.getAttribute("data-sheet"), "PRESENT");
        });
      roll.querySelector('button[type="submit"]').focus();
    });
    roll.addEventListener("submit", (event) => {
      event.preventDefault();
      const open = taps().find((tap) => !window.zxOutbox.read(tap));
      if (open) {
        open.querySelector("input").focus();
        return;
      }
      if (underway("take_attendance")) {
        return;
      }
      const fields = Array.from(new FormData(roll))
        .filter((pair) => pair[0] !== "csrfmiddlewaretoken")
        .map((pair) => [pair[0], String(pair[1])]);
      box.add({
        name: "take_attendance",
        url: data.acts.take_attendance.api,
        fields: fields,
        label: document.getElementById("roll").textContent,
      });
    });
    /* arrows up and down go from row to row, left and right choose: twelve people without a mouse */
    roll.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key],
        tap = event.target.closest(".zx-tap");
      if (!step || !tap) {
        return;
      }
      event.preventDefault();
      const all = taps(),
        next = all[all.indexOf(tap) + step];
      if (next) {
        (next.querySelector("input:checked") || next.querySelector("input")).focus();
      }
    });
  }
  function drawTally() {
    const words = one("tally");
    if (!roll || one("taken").hidden === false) {
      write(
        words,
        say("tally")
          .replace("{expected}", now.rate[1])
          .replace("{present}", now.rate[0])
          .replace("{away}", now.rate[1] - now.rate[0])
          .replace("{open}", "0"),
      );
      return;
    }
    const values = taps().map((tap) => window.zxOutbox.read(tap));
    write(
      words,
      say("tally")
        .replace("{expected}", values.length)
        .replace("{present}", values.filter((value) => value === "PRESENT").length)
        .replace("{away}", values.filter((value) => value && value !== "PRESENT").length)
        .replace("{open}", values.filter((value) => !value).length),
    );
    drawRoll();
    one("rest").disabled = values.every(Boolean);
    roll.querySelector('button[type="submit"]').disabled =
      !values.every(Boolean) || !may("take_attendance");
  }

  /* attendance that waits, or is taken, is not offered again */
  function drawRoll() {
    const waits = underway("take_attendance");
    roll.querySelectorAll("[data-sheet] input, [data-sheet] select").forEach((field) => {
      field.disabled = waits;
    });
    roll.querySelector(".zx-live-foot").hidden = waits;
  }

  /* acts of this session that wait here, and those that are done but not told of yet */
  function acts() {
    return box.acts.concat(box.done).filter((act) => act.code === data.code);
  }
  function underway(name) {
    return acts().some((act) => act.name === name && !act.refused);
  }
  /* what may be done: what the server said last, or what will be once the queue is through */
  function may(name) {
    return (
      now.open.indexOf(name) >= 0 ||
      (underway("hold_session") && (name === "take_attendance" || name === "note_raised"))
    );
  }
  /* where something that is not told of yet stands */
  function place(act) {
    return act.done ? fill("saved-one", act.savedAt) : say(act.kept ? "here-one" : "page-one");
  }

  /* -- that it takes place --------------------------------------------------------------------- */

  function holdForm() {
    if (!hold) {
      return;
    }
    hold.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!may("hold_session") || underway("hold_session")) {
        return;
      }
      box.add({
        name: "hold_session",
        url: data.acts.hold_session.api,
        fields: [["on", hold.elements.on.value]],
        label: hold.querySelector("button").textContent,
      });
    });
  }

  /* -- speeches: one card an outline, the same for everybody ----------------------------------- */

  function recorded(slot) {
    return now.speeches.find((line) => line.slot === slot);
  }
  function cardOf(slot) {
    if (cards.has(slot) || !slot) {
      return cards.get(slot);
    }
    const card = document.getElementById("live-speech").content.firstElementChild.cloneNode(true),
      kind = slot.slice(slot.lastIndexOf("-") + 1),
      uid = slot.slice(0, slot.lastIndexOf("-")),
      line = recorded(slot);
    const form = card.querySelector("form");
    cards.set(slot, card);
    write(card.querySelector("[data-live-name]"), line ? line.name : nameOf(uid));
    write(card.querySelector("[data-live-kind]"), data.kinds[kind] || kind);
    card.setAttribute("data-slot", slot);
    SAID.forEach((name) => {
      const area = form.elements[name],
        label = area.parentNode.querySelector("label");
      area.id = "live-" + slot + "-" + name;
      if (label) {
        label.htmlFor = area.id;
      }
      if (line) {
        area.value = line.said[name];
      }
      window.zxOutbox.bind(box, area, "speech." + slot + "." + name, say);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const there = recorded(slot),
        said = SAID.map((name) => [name, form.elements[name].value]),
        name = there ? "correct_speech" : "add_speech",
        act = speechAct(slot);
      if (act && (act.done || act.sending || sameTexts(act, said))) {
        return;
      }
      box.acts
        .filter((item) => item.slot === slot && (item.refused || item === act))
        .forEach((item) => box.remove(item)); /* this goes out instead */
      box.add({
        name: name,
        url: data.acts[name].api,
        slot: slot,
        fields: (there
          ? [["speech", String(there.pk)]]
          : [
              ["person", uid],
              ["kind", kind],
            ]
        ).concat(said),
        label: cardLabel(card),
      });
    });
    card
      .querySelector("[data-close]")
      .addEventListener("click", () => box.type("speech." + slot + ".open", ""));
    one("speeches").appendChild(card);
    drawCard(slot);
    return card;
  }
  function cardLabel(card) {
    return (
      card.querySelector("[data-live-name]").textContent +
      " " +
      card.querySelector("[data-live-kind]").textContent
    );
  }
  /* the act of an outline that waits, or is done and not told of yet */
  function speechAct(slot) {
    return acts().find((act) => act.slot === slot && !act.refused);
  }
  function sameTexts(act, said) {
    return JSON.stringify(act.fields.slice(-SAID.length)) === JSON.stringify(said);
  }
  function drawCard(slot) {
    const card = cards.get(slot);
    if (!card) {
      return;
    }
    const form = card.querySelector("form"),
      line = recorded(slot),
      texts = SAID.map((name) => form.elements[name].value);
    const fields = SAID.map((name) => box.field("speech." + slot + "." + name)),
      last = fields.filter((field) => field.at).sort((a, b) => (a.at < b.at ? 1 : -1))[0];
    const empty = !line && texts.every((text) => !text.trim()),
      open = box.field("speech." + slot + ".open");
    if (empty && open.version + (open.pending ? 1 : 0) && !open.value) {
      card.remove();
      cards.delete(slot);
      drawCounts();
      return;
    }
    card.querySelector("[data-close]").hidden = !empty;
    card
      .querySelectorAll(".zx-four i")
      .forEach((dot, at) => dot.classList.toggle("is-done", Boolean(texts[at].trim())));
    card
      .querySelector(".zx-four")
      .setAttribute(
        "aria-label",
        fill("answered", texts.slice(0, 4).filter((text) => text.trim()).length),
      );
    const same = line && SAID.every((name, at) => line.said[name] === texts[at].trim());
    const record = card.querySelector("[data-record]"),
      apart = line ? SAID.filter((name, at) => line.said[name] !== texts[at].trim()) : [];
    record.hidden = !apart.length;
    record.querySelector("dl").replaceChildren(
      ...apart.flatMap((name) => {
        const area = form.elements[name],
          label = area.parentNode.querySelector("label");
        return [
          make("dt", label ? label.firstChild.textContent : area.getAttribute("aria-label")),
          make("dd", line.said[name] || say("empty")),
        ];
      }),
    );
    const act = speechAct(slot),
      stands =
        act &&
        (act.done ||
          act.sending ||
          sameTexts(
            act,
            SAID.map((name, at) => [name, texts[at]]),
          ));
    write(
      card.querySelector("[data-live-is]"),
      act ? place(act) : line ? say(same ? "kept" : "changed") : say("draft"),
    );
    drawWhere(card, fields, last);
    form.querySelector('button[type="submit"]').disabled =
      Boolean(same || stands) || !may("add_speech");
  }
  /* where the texts of an outline stand; on the way to the disk nothing is said of them yet */
  function drawWhere(card, fields, last) {
    const words = card.querySelector("[data-live-where]"),
      pending = fields.map((field) => field.pending).filter(Boolean);
    if (pending.some((text) => text.kept === false)) {
      write(words, say("page-one"));
    } else if (pending.length && pending.every((text) => text.kept)) {
      write(words, say("here-one"));
    } else if (!pending.length) {
      write(words, last ? fill("saved-one", last.at) + " · " + last.by : "");
    }
  }
  /* who is expected to speak has an outline open already; it is nobody's until something is typed */
  function expected() {
    const speak = Array.from(cards.keys())
      .concat(now.speeches.map((found) => found.slot))
      .map((slot) => slot.slice(0, slot.lastIndexOf("-")));
    data.to_speak
      .filter((slot) => speak.indexOf(slot.slice(0, slot.lastIndexOf("-"))) < 0)
      .forEach((slot) => {
        const card = cardOf(slot);
        if (card && cards.has(slot)) {
          card.open = true;
        }
      });
    one("keep").addEventListener("click", () =>
      keepable().forEach((card) => card.querySelector("form").requestSubmit()),
    );
  }
  function keepable() {
    return Array.from(cards.values()).filter(
      (card) =>
        !card.querySelector('button[type="submit"]').disabled &&
        Array.from(card.querySelectorAll("textarea")).some((area) => area.value.trim()),
    );
  }
  function newOutline() {
    const form = one("new");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const pick = form.querySelectorAll("select");
      if (!pick[0].value) {
        pick[0].focus();
        return;
      }
      const slot = pick[0].value + "-" + pick[1].value;
      if (!cards.has(slot)) {
        box.type("speech." + slot + ".open", "1");
      }
      const card = cardOf(slot);
      card.open = true;
      card.querySelector("textarea").focus();
      pick[0].value = "";
    });
  }

  /* -- what is caught: one line each ----------------------------------------------------------- */

  function whoSaid(name) {
    const guest = now.guests.find((found) => found.name === name),
      person = data.people.find((found) => found.name === name);
    return guest ? ["guest", String(guest.pk)] : person ? ["person", person.pk] : ["said_by", name];
  }
  function catchLine() {
    if (!line) {
      return;
    }
    ["text", "said_by", "due"].forEach((name) =>
      line.elements[name].addEventListener("input", keepLine),
    );
    line.addEventListener("change", keepLine);
    const kept = lineOf(box.field(lineName()).value);
    LINE.filter((name) => typeof kept[name] === "string").forEach((name) => {
      line.elements[name].value = kept[name];
    });
    drawKind();
    line.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = line.elements.text.value.trim(),
        who = line.elements.said_by.value.trim(),
        due = line.elements.due.value,
        kind = line.elements.kind.value;
      if (!text || !may("note_raised")) {
        line.elements.text.focus();
        return;
      }
      const fields = [
        ["kind", kind],
        ["text", text],
      ];
      if (who) {
        fields.push(whoSaid(who));
      }
      if (due) {
        fields.push(["due", due]);
      }
      const mark = JSON.stringify(fields);
      if (adding.has(mark)) {
        return;
      }
      adding.add(mark);
      box
        .add({ name: "note_raised", url: data.acts.note_raised.api, fields: fields, label: text })
        .then((item) => {
          adding.delete(mark);
          if (item.kept || item.sent) {
            emptyLine(text, due);
          } else {
            left = { text: text, refused: item.refused };
          }
          drawSaved();
        });
      line.elements.text.focus();
    });
  }
  const LINE = ["kind", "text", "said_by", "due"],
    adding = new Set();
  let left = null; /* the line that could neither be kept nor sent: it stays where it was typed */
  function lineOf(text) {
    try {
      return JSON.parse(text || "{}") || {};
    } catch (fault) {
      return {};
    }
  }
  /* it is kept or sent now, and not before; what was typed on in the meantime stays */
  function emptyLine(text, due) {
    const area = line.elements.text,
      typed = area.value.trimStart();
    left = null;
    if (typed.indexOf(text) === 0) {
      area.value = typed.slice(text.length).trimStart();
    }
    if (line.elements.due.value === due) {
      line.elements.due.value = "";
    }
    keepLine();
  }
  /* the line that is being typed belongs to its writer, but it is kept like everything else */
  function lineName() {
    return "catch." + data.me;
  }
  function keepLine() {
    const said = {};
    LINE.forEach((name) => {
      said[name] = line.elements[name].value;
    });
    box.type(lineName(), JSON.stringify(said));
    drawKind();
  }
  function drawKind() {
    const who = line.elements.said_by,
      words =
        line.elements.kind.value === "TASK"
          ? who.getAttribute("data-task")
          : who.getAttribute("data-said");
    who.placeholder = words;
    write(document.querySelector('label[for="catch_who"]'), words);
  }

  /* -- drawing --------------------------------------------------------------------------------- */

  function drawState() {
    const taken = one("taken"),
      is = Object.keys(now.taken).length > 0;
    one("state").querySelector(".zx-state").lastChild.textContent = now.state_word;
    drawHold();
    if (roll) {
      roll.hidden = is;
    }
    taken.hidden = !is;
    if (is) {
      taken.querySelectorAll("li").forEach((row) => {
        const found = now.taken[row.getAttribute("data-uid")],
          how = row.querySelector("[data-live-how]");
        if (found && how) {
          how.className = "zx-live-word is-" + found.tone;
          write(how, found.word + (found.why ? " · " + found.why : ""));
        }
      });
    }
    write(
      one("guests"),
      now.guests.length
        ? fill("guests", now.guests.map((guest) => guest.name).join(say("comma")))
        : say("no-guests"),
    );
    now.speeches.forEach((found) => {
      const made = !cards.has(found.slot),
        card = cardOf(found.slot),
        form = card.querySelector("form");
      SAID.forEach((name) => {
        /* where nobody is typing, the record is what the outline says */
        const field = box.field("speech." + found.slot + "." + name);
        if ((made || !field.version) && !field.pending && !field.version) {
          form.elements[name].value = found.said[name];
        }
      });
    });
    cards.forEach((card, slot) => drawCard(slot));
    const list = one("caught");
    list.replaceChildren(
      ...now.caught.map((found) => {
        const row = make("li"),
          small = make("small");
        if (found.url) {
          const link = make("a", found.text);
          link.href = found.url;
          row.appendChild(link);
        } else {
          row.textContent = found.text;
        }
        small.append(
          make("span", found.kind, "zx-kind"),
          [found.at, found.who, found.state].filter(Boolean).join(" · "),
        );
        row.appendChild(small);
        return row;
      }),
    );
    drawTally();
    drawCounts();
    drawSaved();
  }
  function drawCounts() {
    one("keep").hidden = keepable().length < 2;
    write(
      one("count"),
      say("count").replace("{count}", cards.size).replace("{kept}", now.speeches.length),
    );
    write(one("items"), fill("items", now.caught.length));
    one("none").hidden = now.caught.length > 0 || acts().some((act) => act.name === "note_raised");
  }

  /* what waits on this machine, or could not be taken: beside the form it came from */
  function drawMine() {
    document.querySelectorAll("[data-live-of]").forEach((list) => {
      const of = list.getAttribute("data-live-of");
      const mine = acts()
        .filter((act) => act.kept !== undefined || act.done || act.refused)
        .filter((act) =>
          of === "speech"
            ? /_speech$/.test(act.name)
            : act.name === of || (of === "take_attendance" && act.name === "hold_session"),
        );
      list.replaceChildren(
        ...mine.reverse().map((act) => {
          const row = make(
              list.tagName === "OL" ? "li" : "div",
              undefined,
              act.refused ? "zx-live-item is-over" : "zx-live-item",
            ),
            small = make("small");
          row.append(make("span", act.label), small);
          write(small, act.refused ? fill("refused", act.refused) : place(act));
          if (act.refused) {
            const edit = make("button", say("edit"), "zx-link"),
              again = make("button", say("again"), "zx-link"),
              drop = make("button", say("drop"), "zx-link");
            again.addEventListener("click", () => box.again(act));
            drop.addEventListener("click", () => {
              if (drop.textContent === say("sure")) {
                box.remove(act);
              } else {
                drop.textContent = say("sure");
              }
            });
            edit.addEventListener("click", () => {
              const said = Object.fromEntries(act.fields),
                who = now.guests.find((guest) => String(guest.pk) === said.guest);
              line.elements.kind.value = said.kind;
              line.elements.text.value = said.text;
              line.elements.said_by.value =
                said.said_by || (said.person ? nameOf(said.person) : who ? who.name : "");
              line.elements.due.value = said.due || "";
              box.remove(act);
              keepLine();
              line.elements.text.focus();
            });
            [again, ...(act.name === "note_raised" && line ? [edit] : []), drop].forEach(
              (button) => {
                button.type = "button";
                row.appendChild(button);
              },
            );
          }
          return row;
        }),
      );
    });
    drawHold();
    drawTally();
    drawCounts();
    cards.forEach((card, slot) => drawCard(slot));
    if (line) {
      line.querySelector('button[type="submit"]').disabled = !may("note_raised");
    }
  }

  function drawHold() {
    if (hold) {
      hold.hidden = now.open.indexOf("hold_session") < 0 || underway("hold_session");
    }
  }
  function silent() {
    return say(navigator.onLine ? "silent" : "reach");
  }
  function drawSaved() {
    const saved = one("saved"),
      use = saved.querySelector("use"),
      blocked = one("blocked"),
      is = standing();
    if (is.words) {
      saved.className = "zx-saved" + is.look;
      write(saved.querySelector("[data-live-words]"), is.words);
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, is.icon));
    }
    blocked.hidden = !box.blocked;
    write(
      blocked.querySelector("[data-live-words]"),
      box.blocked === "logged_out" ? "" : box.blocked,
    );
    blocked.querySelector("a").href = data.login;
  }
  /* how it stands with everything typed: words, look and sign; no words while something is on its
     way to the disk */
  function standing() {
    const count = box.counts(),
      refusal = box.refusal() || (left && left.refused) || box.refused().length;
    if (left && line.elements.text.value.trim() !== left.text) {
      left = null;
    }
    if (refusal) {
      return { words: fill("refused", refusal), look: " is-refused", icon: "#cloud-off" };
    }
    if (count.page || left) {
      return {
        words: say("trouble-" + (box.trouble || "silent")) + (box.reach ? "" : " · " + silent()),
        look: " is-refused",
        icon: "#cloud-off",
      };
    }
    if (count.here) {
      return {
        words:
          fill(box.reach && !box.blocked ? "sending" : "here", count.here) +
          (box.reach ? "" : " · " + silent()),
        look: " is-here",
        icon: "#device-mobile-check",
      };
    }
    if (count.moving) {
      return { words: "" };
    }
    if (!box.reach) {
      return { words: silent(), look: " is-here", icon: "#cloud-off" };
    }
    return {
      words: box.savedAt ? fill("saved", box.savedAt) : say("nothing"),
      look: "",
      icon: "#cloud-check",
    };
  }
  function drawOthers(names) {
    const place = one("others");
    place.hidden = !names.length;
    write(place.querySelector("[data-live-words]"), fill("also", names.join(say("comma"))));
  }
})();
