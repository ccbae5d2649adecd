// @ts-check
// A QR on the receipt brings the code behind "#": it is put into the field and taken out of the
// address; no server has seen it.
(function () {
  "use strict";
  /** @type {HTMLInputElement | null} */
  var field = document.querySelector("input[name=code]");
  if (!field) return;
  var code = window.location.hash.slice(1).replace(/[^0-9A-Za-z]/g, "");
  if (code.length === 24) {
    field.value = code.replace(/(.{4})/g, "$1 ").trim();
    window.history.replaceState(null, "", window.location.pathname);
  }
})();
