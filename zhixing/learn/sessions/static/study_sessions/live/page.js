// @ts-check
/* The live page of a session, over ui/outbox.js: what its parts share. Each part is a file of this
   folder and says by its name what it draws; start.js puts them together. */
(function () {
  "use strict";
  const root = document.getElementById("live");
  if (!root) {
    return;
  }
  const data = JSON.parse(root.getAttribute("data-live"));
  const part = (name, within) => (within || document).querySelector("[data-live-" + name + "]");
  const say = (name) => root.getAttribute("data-say-" + name) || "";

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
    const person = data.people.find((member) => member.pk === pk);
    return person ? person.name : pk;
  }

  window.zxLive = {
    root: root,
    data: data,
    state: data.state /* what the server said last */,
    box: null /* the queue of this browser, once it is open */,
    forms: { roll: part("roll"), hold: part("hold"), line: part("catch") },
    part: part,
    say: say,
    fill: (name, word) => say(name).replace("{}", word),
    make: make,
    nameOf: nameOf,
  };
})();
