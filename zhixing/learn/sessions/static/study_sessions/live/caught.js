// @ts-check
/* What is caught while people speak: one line each. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, fill, make, part } = live,
    line = live.forms.line;
  const LINE = ["kind", "text", "said_by", "due"],
    adding = new Set();
  let left = null; /* the line that could neither be kept nor sent: it stays where it was typed */

  /* the line that is being typed belongs to its writer, but it is kept like everything else */
  function lineName() {
    return "catch." + live.data.me;
  }
  function lineOf(text) {
    try {
      return JSON.parse(text || "{}") || {};
    } catch (fault) {
      return {};
    }
  }
  function keepLine() {
    const said = {};
    LINE.forEach((name) => {
      said[name] = line.elements[name].value;
    });
    live.box.type(lineName(), JSON.stringify(said));
    drawKind();
  }
  function drawKind() {
    const who = line.elements.said_by,
      words =
        line.elements.kind.value === "TASK"
          ? who.getAttribute("data-task")
          : who.getAttribute("data-said");
    who.placeholder = words;
    live.write(document.querySelector('label[for="catch_who"]'), words);
  }

  function whoSaid(name) {
    const guest = live.state.guests.find((visitor) => visitor.name === name),
      person = live.data.people.find((member) => member.name === name);
    if (guest) {
      return ["guest", String(guest.pk)];
    }
    return person ? ["person", person.pk] : ["said_by", name];
  }
  function fieldsOf(text, who, due) {
    const fields = [
      ["kind", line.elements.kind.value],
      ["text", text],
    ];
    if (who) {
      fields.push(whoSaid(who));
    }
    if (due) {
      fields.push(["due", due]);
    }
    return fields;
  }
  function note(event) {
    event.preventDefault();
    const text = line.elements.text.value.trim(),
      due = line.elements.due.value;
    if (!text || !live.queue.may("note_raised")) {
      line.elements.text.focus();
      return;
    }
    const fields = fieldsOf(text, line.elements.said_by.value.trim(), due),
      mark = JSON.stringify(fields);
    if (adding.has(mark)) {
      return;
    }
    adding.add(mark);
    live.box
      .add({
        name: "note_raised",
        url: live.data.acts.note_raised.api,
        fields: fields,
        label: text,
      })
      .then((item) => {
        adding.delete(mark);
        if (item.kept || item.sent) {
          emptyLine(text, due);
        } else {
          left = { text: text, refused: item.refused };
        }
        live.saved.draw();
      });
    line.elements.text.focus();
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
  /* a refused note goes back to where it was typed */
  function takeBack(act) {
    const said = Object.fromEntries(act.fields),
      guest = live.state.guests.find((visitor) => String(visitor.pk) === said.guest),
      who = said.person ? live.nameOf(said.person) : guest && guest.name;
    line.elements.kind.value = said.kind;
    line.elements.text.value = said.text;
    line.elements.said_by.value = said.said_by || who || "";
    line.elements.due.value = said.due || "";
    live.box.remove(act);
    keepLine();
    line.elements.text.focus();
  }
  /* the line that is neither kept nor sent, while it stands there as it was */
  function leftLine() {
    if (left && line.elements.text.value.trim() !== left.text) {
      left = null;
    }
    return left;
  }

  function start() {
    if (!line) {
      return;
    }
    ["text", "said_by", "due"].forEach((name) =>
      line.elements[name].addEventListener("input", keepLine),
    );
    line.addEventListener("change", keepLine);
    const typed = lineOf(live.box.field(lineName()).value);
    LINE.filter((name) => typeof typed[name] === "string").forEach((name) => {
      line.elements[name].value = typed[name];
    });
    drawKind();
    line.addEventListener("submit", note);
  }

  function row(caught) {
    const item = make("li"),
      small = make("small");
    if (caught.url) {
      const link = make("a", caught.text);
      link.href = caught.url;
      item.appendChild(link);
    } else {
      item.textContent = caught.text;
    }
    small.append(
      make("span", caught.kind, "zx-kind"),
      [caught.at, caught.who, caught.state].filter(Boolean).join(" · "),
    );
    item.appendChild(small);
    return item;
  }
  function drawState() {
    const list = part("caught"),
      names = live.state.guests.map((guest) => guest.name).join(say("comma"));
    live.write(part("guests"), names ? fill("guests", names) : say("no-guests"));
    list.replaceChildren(...live.state.caught.map(row));
  }
  function drawCounts() {
    live.write(part("items"), fill("items", live.state.caught.length));
    part("none").hidden =
      live.state.caught.length > 0 || live.queue.acts().some((act) => act.name === "note_raised");
  }

  live.caught = {
    start: start,
    takeBack: takeBack,
    leftLine: leftLine,
    drawState: drawState,
    drawCounts: drawCounts,
  };
})(window.zxLive);
