/* The live page of a session: taps, outlines and what is caught, over ui/outbox.js. Without it the forms of the page are sent one at a time. */
(function () {
  'use strict';
  const root = document.getElementById('live');
  if (!root) { return; }
  const data = JSON.parse(root.getAttribute('data-live')), one = (name, within) => (within || document).querySelector('[data-live-' + name + ']');
  const say = name => root.getAttribute('data-say-' + name) || '', fill = (name, word) => say(name).replace('{}', word);
  const QUESTIONS = ['q1', 'q2', 'q3', 'q4'], SAID = QUESTIONS.concat('text');
  let now = data.state, box = null;
  const roll = one('roll'), hold = one('hold'), line = one('catch');
  const cards = new Map();  /* slot -> details */

  if (!window.zxOutbox || !window.zxOutbox.usable()) { unable(); return; }
  const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
  window.zxOutbox.open({ person: data.me, code: data.code, sheet: data.sheet, serial: data.serial, version: data.version, token: token ? token.value : '' }).then(start, unable);

  /* nothing can be kept here: the forms are sent as they are, one at a time */
  function unable() {
    document.querySelectorAll('[data-live-unable]').forEach(part => { part.hidden = false; });
    if (roll) { one('rest').addEventListener('click', () => taps().filter(tap => !tap.querySelector('input:checked')).forEach(tap => { tap.querySelector('input').checked = true; })); }
  }

  function make(tag, text, kind) {
    const made = document.createElement(tag);
    if (text !== undefined) { made.textContent = text; }
    if (kind) { made.className = kind; }
    return made;
  }
  function nameOf(pk) { const found = data.people.find(person => person.pk === pk); return found ? found.name : pk; }

  function start(opened) {
    box = opened;
    data.entries.forEach(entry => box.take(entry));
    box.addEventListener('state', event => { now = event.detail; drawState(); drawMine(); });
    box.addEventListener('change', drawSaved);
    box.addEventListener('acts', drawMine);
    box.addEventListener('blocked', drawSaved);
    box.addEventListener('others', event => drawOthers(event.detail));
    box.addEventListener('full', event => { refusedHere = event.detail.sentence || String(event.detail.fault || ''); drawSaved(); });
    box.addEventListener('field', event => {
      const name = event.detail.field.name;
      if (name.indexOf('speech.') === 0) { if (event.detail.field.value) { cardOf(name.split('.')[1]); } drawCard(name.split('.')[1]); drawCounts(); }
      if (name.indexOf('roll.') === 0) { drawTally(); }
    });
    rollForm();
    newOutline();
    catchLine();
    holdForm();
    Array.from(box.fields.keys()).filter(name => name.indexOf('speech.') === 0 && box.field(name).value).forEach(name => cardOf(name.split('.')[1]));
    expected();
    drawState();
    drawMine();
    drawSaved();
    one('strangers').hidden = !box.strangers;
    root.setAttribute('data-live-ready', String(Math.round(performance.now())));
  }
  let refusedHere = '';

  /* -- attendance: one tap a row ---------------------------------------------------------------------------------- */

  function taps() { return Array.from(roll.querySelectorAll('.zx-tap[data-sheet]')); }
  function rollForm() {
    if (!roll) { return; }
    Array.from(roll.querySelectorAll('[data-sheet]')).forEach(part => window.zxOutbox.bind(box, part, part.getAttribute('data-sheet'), say));
    one('rest').addEventListener('click', () => {
      taps().filter(tap => !window.zxOutbox.read(tap)).forEach(tap => { window.zxOutbox.show(tap, 'PRESENT'); box.type(tap.getAttribute('data-sheet'), 'PRESENT'); });
      roll.querySelector('button[type="submit"]').focus();
    });
    roll.addEventListener('submit', event => {
      event.preventDefault();
      const open = taps().find(tap => !window.zxOutbox.read(tap));
      if (open) { open.querySelector('input').focus(); return; }
      if (box.acts.some(act => act.name === 'take_attendance' && act.code === data.code && !act.refused)) { return; }
      const fields = Array.from(new FormData(roll)).filter(pair => pair[0] !== 'csrfmiddlewaretoken').map(pair => [pair[0], String(pair[1])]);
      box.add({ name: 'take_attendance', url: data.acts.take_attendance.api, fields: fields, label: document.getElementById('roll').textContent });
    });
    /* arrows up and down go from row to row, left and right choose: twelve people without a mouse */
    roll.addEventListener('keydown', event => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key], tap = event.target.closest('.zx-tap');
      if (!step || !tap) { return; }
      event.preventDefault();
      const all = taps(), next = all[all.indexOf(tap) + step];
      if (next) { (next.querySelector('input:checked') || next.querySelector('input')).focus(); }
    });
  }
  function drawTally() {
    const words = one('tally');
    if (!roll || one('taken').hidden === false) {
      words.textContent = say('tally').replace('{expected}', now.rate[1]).replace('{present}', now.rate[0]).replace('{away}', now.rate[1] - now.rate[0]).replace('{open}', '0');
      return;
    }
    const values = taps().map(tap => window.zxOutbox.read(tap));
    words.textContent = say('tally').replace('{expected}', values.length).replace('{present}', values.filter(value => value === 'PRESENT').length)
      .replace('{away}', values.filter(value => value && value !== 'PRESENT').length).replace('{open}', values.filter(value => !value).length);
    one('rest').disabled = values.every(Boolean);
    roll.querySelector('button[type="submit"]').disabled = !values.every(Boolean) || !may('take_attendance');
  }

  /* what may be done: what the server said last, or what will be once the queue is through */
  function may(name) {
    const held = box.acts.some(act => act.name === 'hold_session' && act.code === data.code && !act.refused);
    return now.open.indexOf(name) >= 0 || (held && (name === 'take_attendance' || name === 'note_raised'));
  }

  /* -- that it takes place ---------------------------------------------------------------------------------------- */

  function holdForm() {
    if (!hold) { return; }
    hold.addEventListener('submit', event => {
      event.preventDefault();
      if (!may('hold_session') || box.acts.some(act => act.name === 'hold_session' && act.code === data.code)) { return; }
      box.add({ name: 'hold_session', url: data.acts.hold_session.api, fields: [['on', hold.elements.on.value]], label: hold.querySelector('button').textContent });
    });
  }

  /* -- speeches: one card an outline, the same for everybody ------------------------------------------------------------ */

  function recorded(slot) { return now.speeches.find(line => line.slot === slot); }
  function cardOf(slot) {
    if (cards.has(slot) || !slot) { return cards.get(slot); }
    const card = document.getElementById('live-speech').content.firstElementChild.cloneNode(true), kind = slot.slice(slot.lastIndexOf('-') + 1), uid = slot.slice(0, slot.lastIndexOf('-')), line = recorded(slot);
    const form = card.querySelector('form');
    cards.set(slot, card);
    card.querySelector('b').textContent = line ? line.name : nameOf(uid);
    card.querySelector('small').textContent = data.kinds[kind] || kind;
    card.setAttribute('data-slot', slot);
    SAID.forEach(name => {
      const area = form.elements[name], label = area.parentNode.querySelector('label');
      area.id = 'live-' + slot + '-' + name;
      if (label) { label.htmlFor = area.id; }
      if (line) { area.value = line.said[name]; }
      window.zxOutbox.bind(box, area, 'speech.' + slot + '.' + name, say);
    });
    form.addEventListener('submit', event => {
      event.preventDefault();
      const there = recorded(slot), said = SAID.map(name => [name, form.elements[name].value]), name = there ? 'correct_speech' : 'add_speech';
      box.acts.filter(act => act.slot === slot && act.refused).forEach(act => box.remove(act));
      if (box.acts.some(act => act.refused === '' && act.label === cardLabel(card) && JSON.stringify(act.fields.slice(-SAID.length)) === JSON.stringify(said))) { return; }
      box.add({ name: name, url: data.acts[name].api, fields: (there ? [['speech', String(there.pk)]] : [['person', uid], ['kind', kind]]).concat(said), label: cardLabel(card) });
    });
    card.querySelector('[data-close]').addEventListener('click', () => box.type('speech.' + slot + '.open', ''));
    one('speeches').appendChild(card);
    drawCard(slot);
    return card;
  }
  function cardLabel(card) { return card.querySelector('b').textContent + ' ' + card.querySelector('small').textContent; }
  function drawCard(slot) {
    const card = cards.get(slot);
    if (!card) { return; }
    const form = card.querySelector('form'), line = recorded(slot), texts = SAID.map(name => form.elements[name].value);
    const fields = SAID.map(name => box.field('speech.' + slot + '.' + name)), last = fields.filter(field => field.at).sort((a, b) => a.at < b.at ? 1 : -1)[0];
    const empty = !line && texts.every(text => !text.trim()), open = box.field('speech.' + slot + '.open');
    if (empty && open.version + (open.pending ? 1 : 0) && !open.value) { card.remove(); cards.delete(slot); drawCounts(); return; }
    card.querySelector('[data-close]').hidden = !empty;
    card.querySelectorAll('.zx-four i').forEach((dot, at) => dot.classList.toggle('is-done', Boolean(texts[at].trim())));
    card.querySelector('.zx-four').setAttribute('aria-label', fill('answered', texts.slice(0, 4).filter(text => text.trim()).length));
    const same = line && SAID.every((name, at) => line.said[name] === texts[at].trim());
    const record = card.querySelector('[data-record]'), apart = line ? SAID.filter((name, at) => line.said[name] !== texts[at].trim()) : [];
    record.hidden = !apart.length;
    record.querySelector('dl').replaceChildren(...apart.flatMap(name => {
      const area = form.elements[name], label = area.parentNode.querySelector('label');
      return [make('dt', label ? label.firstChild.textContent : area.getAttribute('aria-label')), make('dd', line.said[name] || say('empty'))];
    }));
    card.querySelector('summary > span').textContent = line ? say(same ? 'kept' : 'changed') : say('draft');
    card.querySelector('[data-where]').textContent = fields.some(field => field.pending) ? say('here-one') : last ? fill('saved-one', last.at) + ' · ' + last.by : '';
    form.querySelector('button[type="submit"]').disabled = Boolean(same) || !may('add_speech');
  }
  /* who is expected to speak has an outline open already; it is nobody's until something is typed */
  function expected() {
    const speak = Array.from(cards.keys()).concat(now.speeches.map(found => found.slot)).map(slot => slot.slice(0, slot.lastIndexOf('-')));
    data.to_speak.filter(slot => speak.indexOf(slot.slice(0, slot.lastIndexOf('-'))) < 0).forEach(slot => { const card = cardOf(slot); if (card && cards.has(slot)) { card.open = true; } });
    one('keep').addEventListener('click', () => keepable().forEach(card => card.querySelector('form').requestSubmit()));
  }
  function keepable() {
    return Array.from(cards.values()).filter(card => !card.querySelector('button[type="submit"]').disabled && Array.from(card.querySelectorAll('textarea')).some(area => area.value.trim()));
  }
  function newOutline() {
    const form = one('new');
    form.hidden = false;
    form.addEventListener('submit', event => {
      event.preventDefault();
      const pick = form.querySelectorAll('select');
      if (!pick[0].value) { pick[0].focus(); return; }
      const slot = pick[0].value + '-' + pick[1].value;
      if (!cards.has(slot)) { box.type('speech.' + slot + '.open', '1'); }
      const card = cardOf(slot);
      card.open = true;
      card.querySelector('textarea').focus();
      pick[0].value = '';
    });
  }

  /* -- what is caught: one line each ---------------------------------------------------------------------------------- */

  function whoSaid(name) {
    const guest = now.guests.find(found => found.name === name), person = data.people.find(found => found.name === name);
    return guest ? ['guest', String(guest.pk)] : person ? ['person', person.pk] : ['said_by', name];
  }
  function catchLine() {
    if (!line) { return; }
    ['text', 'said_by', 'due'].forEach(name => line.elements[name].addEventListener('input', keepLine));
    line.addEventListener('change', keepLine);
    const kept = box.field(lineName()).value;
    if (kept) {
      const said = JSON.parse(kept);
      Object.keys(said).forEach(name => { if (line.elements[name]) { line.elements[name].value = said[name]; } });
    }
    drawKind();
    line.addEventListener('submit', event => {
      event.preventDefault();
      const text = line.elements.text.value.trim(), who = line.elements.said_by.value.trim(), due = line.elements.due.value, kind = line.elements.kind.value;
      if (!text || !may('note_raised')) { line.elements.text.focus(); return; }
      const fields = [['kind', kind], ['text', text]];
      if (who) { fields.push(whoSaid(who)); }
      if (due) { fields.push(['due', due]); }
      box.add({ name: 'note_raised', url: data.acts.note_raised.api, fields: fields, label: text, who: who });
      ['text', 'due'].forEach(name => { line.elements[name].value = ''; });
      keepLine();
      line.elements.text.focus();
    });
  }
  /* the line that is being typed belongs to its writer, but it is kept like everything else */
  function lineName() { return 'catch.' + data.me; }
  function keepLine() {
    const said = {};
    ['kind', 'text', 'said_by', 'due'].forEach(name => { said[name] = line.elements[name].value; });
    box.type(lineName(), JSON.stringify(said));
    drawKind();
  }
  function drawKind() {
    const who = line.elements.said_by, words = line.elements.kind.value === 'TASK' ? who.getAttribute('data-task') : who.getAttribute('data-said');
    who.placeholder = words;
    document.querySelector('label[for="catch_who"]').textContent = words;
  }

  /* -- drawing -------------------------------------------------------------------------------------------------------- */

  function drawState() {
    const taken = one('taken'), is = Object.keys(now.taken).length > 0;
    one('state').querySelector('.zx-state').lastChild.textContent = now.state_word;
    if (hold) { hold.hidden = now.open.indexOf('hold_session') < 0; }
    if (roll) { roll.hidden = is; }
    taken.hidden = !is;
    if (is) {
      taken.querySelectorAll('li').forEach(row => {
        const found = now.taken[row.getAttribute('data-uid')], place = row.querySelector('span');
        if (found && roll) { place.className = 'zx-live-word is-' + found.tone; place.textContent = found.word + (found.why ? ' · ' + found.why : ''); }
      });
    }
    one('guests').textContent = now.guests.length ? fill('guests', now.guests.map(guest => guest.name).join(say('comma'))) : say('no-guests');
    now.speeches.forEach(found => {
      const made = !cards.has(found.slot), card = cardOf(found.slot), form = card.querySelector('form');
      SAID.forEach(name => {  /* where nobody is typing, the record is what the outline says */
        const field = box.field('speech.' + found.slot + '.' + name);
        if ((made || !field.version) && !field.pending && !field.version) { form.elements[name].value = found.said[name]; }
      });
    });
    cards.forEach((card, slot) => drawCard(slot));
    const list = one('caught');
    list.replaceChildren(...now.caught.map(found => {
      const row = make('li'), small = make('small');
      if (found.url) { const link = make('a', found.text); link.href = found.url; row.appendChild(link); } else { row.textContent = found.text; }
      small.append(make('span', found.kind, 'zx-kind'), [found.at, found.who, found.state].filter(Boolean).join(' · '));
      row.appendChild(small);
      return row;
    }));
    drawTally();
    drawCounts();
    drawSaved();
  }
  function drawCounts() {
    one('keep').hidden = keepable().length < 2;
    one('count').textContent = say('count').replace('{count}', cards.size).replace('{kept}', now.speeches.length);
    one('items').textContent = fill('items', now.caught.length);
    one('none').hidden = now.caught.length > 0 || box.acts.some(act => act.name === 'note_raised');
  }

  /* what waits on this machine, or could not be taken: beside the form it came from */
  function drawMine() {
    document.querySelectorAll('[data-live-of]').forEach(place => {
      const of = place.getAttribute('data-live-of');
      const mine = box.acts.filter(act => act.code === data.code && (of === 'speech' ? /_speech$/.test(act.name) : act.name === of || (of === 'take_attendance' && act.name === 'hold_session')));
      place.replaceChildren(...mine.reverse().map(act => {
        const row = make(place.tagName === 'OL' ? 'li' : 'div', undefined, act.refused ? 'zx-live-item is-over' : 'zx-live-item'), small = make('small');
        row.append(make('span', act.label), small);
        small.textContent = act.refused ? fill('refused', act.refused) : say('here-one');
        if (act.refused) {
          const edit = make('button', say('edit'), 'zx-link'), again = make('button', say('again'), 'zx-link'), drop = make('button', say('drop'), 'zx-link');
          again.addEventListener('click', () => box.again(act));
          drop.addEventListener('click', () => { if (drop.textContent === say('sure')) { box.remove(act); } else { drop.textContent = say('sure'); } });
          edit.addEventListener('click', () => {
            const said = Object.fromEntries(act.fields), who = now.guests.find(guest => String(guest.pk) === said.guest);
            line.elements.kind.value = said.kind;
            line.elements.text.value = said.text;
            line.elements.said_by.value = said.said_by || (said.person ? nameOf(said.person) : who ? who.name : '');
            line.elements.due.value = said.due || '';
            box.remove(act);
            keepLine();
            line.elements.text.focus();
          });
          [again, ...(act.name === 'note_raised' && line ? [edit] : []), drop].forEach(button => { button.type = 'button'; row.appendChild(button); });
        }
        return row;
      }));
    });
    if (hold) { hold.querySelector('button').disabled = !may('hold_session') || box.acts.some(act => act.name === 'hold_session' && act.code === data.code && !act.refused); }
    drawTally();
    drawCounts();
    cards.forEach((card, slot) => drawCard(slot));
    if (line) { line.querySelector('button[type="submit"]').disabled = !may('note_raised'); }
  }

  function silent() { return say(navigator.onLine ? 'silent' : 'reach'); }
  function drawSaved() {
    const place = one('saved'), words = place.querySelector('span'), use = place.querySelector('use'), count = box.waiting(), refused = box.refused().length, blocked = one('blocked');
    place.className = 'zx-saved' + (refused || refusedHere ? ' is-refused' : count || !box.reach ? ' is-here' : '');
    words.textContent = refused || refusedHere ? fill('refused', refusedHere || refused) : count ? fill(box.reach && !box.blocked ? 'sending' : 'here', count) + (box.reach ? '' : ' · ' + silent()) : !box.reach ? silent()
      : box.savedAt ? fill('saved', box.savedAt) : say('nothing');
    use.setAttribute('href', use.getAttribute('href').replace(/#.*/, count ? '#device-mobile-check' : box.reach ? '#cloud-check' : '#cloud-off'));
    blocked.hidden = !box.blocked;
    blocked.querySelector('span').textContent = box.blocked === 'logged_out' ? '' : box.blocked;
    blocked.querySelector('a').href = data.login;
  }
  function drawOthers(names) {
    const place = one('others');
    place.hidden = !names.length;
    place.querySelector('span').textContent = fill('also', names.join(say('comma')));
  }
})();
