// @ts-check
/* How it stands with everything typed, and who else has the page open. */
(function (live) {
  "use strict";
  if (!live) {
    return;
  }
  const { say, fill, part } = live;

  function silent() {
    return say(navigator.onLine ? "silent" : "reach");
  }
  function refusal(left) {
    return live.box.refusal() || (left && left.refused) || live.box.refused().length;
  }
  /* words, look and sign; no words while something is on its way to the disk */
  function standing() {
    const box = live.box,
      count = box.counts(),
      left = live.caught.leftLine(),
      refused = refusal(left),
      away = box.reach ? "" : " · " + silent();
    if (refused) {
      return { words: fill("refused", refused), look: " is-refused", icon: "#cloud-off" };
    }
    if (count.page || left) {
      const words = say("trouble-" + (box.trouble || "silent")) + away;
      return { words: words, look: " is-refused", icon: "#cloud-off" };
    }
    if (count.here) {
      const words = fill(box.reach && !box.blocked ? "sending" : "here", count.here) + away;
      return { words: words, look: " is-here", icon: "#device-mobile-check" };
    }
    if (count.moving) {
      return { words: "" };
    }
    if (!box.reach) {
      return { words: silent(), look: " is-here", icon: "#cloud-off" };
    }
    const words = box.savedAt ? fill("saved", box.savedAt) : say("nothing");
    return { words: words, look: "", icon: "#cloud-check" };
  }
  function draw() {
    const saved = part("saved"),
      use = saved.querySelector("use"),
      blocked = part("blocked"),
      is = standing();
    if (is.words) {
      saved.className = "zx-saved" + is.look;
      live.write(saved.querySelector("[data-live-words]"), is.words);
      use.setAttribute("href", use.getAttribute("href").replace(/#.*/, is.icon));
    }
    blocked.hidden = !live.box.blocked;
    live.write(
      blocked.querySelector("[data-live-words]"),
      live.box.blocked === "logged_out" ? "" : live.box.blocked,
    );
    blocked.querySelector("a").href = live.data.login;
  }
  function drawOthers(names) {
    const place = part("others");
    place.hidden = !names.length;
    live.write(place.querySelector("[data-live-words]"), fill("also", names.join(say("comma"))));
  }

  live.saved = { draw: draw, drawOthers: drawOthers };
})(window.zxLive);
