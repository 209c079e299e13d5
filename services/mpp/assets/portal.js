// What makes the pages better, and without which all of them work.
(function () {
  "use strict";
  // Printing a receipt.
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  // What is wrong is read first.
  var faults = document.getElementById("galat");
  if (faults) faults.focus();
  // Nothing is sent twice by a second press.
  document.addEventListener("submit", function (event) {
    // What was sent needs no draft any more.
    if (/\/kirim$/.test(event.target.action) && window.localStorage) {
      Object.keys(localStorage).forEach(function (name) {
        if (name.indexOf("draf:") === 0) localStorage.removeItem(name);
      });
    }
    var button = event.target.querySelector("button[type=submit]");
    if (button && event.target.method === "post") {
      window.setTimeout(function () { button.disabled = true; }, 0);
      window.setTimeout(function () { button.disabled = false; }, 15000);
    }
  });
  // A draft on this device, and only if somebody asks for it.
  var form = document.querySelector("form[data-draft]");
  if (!form || !window.localStorage) return;
  var key = "draf:" + form.dataset.draft;
  var english = document.documentElement.lang === "en";
  var box = document.createElement("label");
  box.className = "tick";
  box.innerHTML = '<input type="checkbox" data-keep><span></span>';
  box.lastChild.textContent = english
    ? "Keep a draft on this device (not on a shared one)"
    : "Simpan draf di perangkat ini (jangan di perangkat bersama)";
  var keep = box.firstChild;
  form.insertBefore(box, form.firstChild);
  function fields() {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.type !== "hidden" && field.type !== "submit";
    });
  }
  var saved = null;
  try { saved = JSON.parse(localStorage.getItem(key)); } catch (_) { saved = null; }
  if (saved) {
    keep.checked = true;
    fields().forEach(function (field) {
      if (!(field.name in saved)) return;
      if (field.type === "checkbox") field.checked = field.checked || saved[field.name];
      else if (!field.value) field.value = saved[field.name];
    });
  }
  function save() {
    if (!keep.checked) { localStorage.removeItem(key); return; }
    var values = {};
    fields().forEach(function (field) {
      values[field.name] = field.type === "checkbox" ? field.checked : field.value;
    });
    localStorage.setItem(key, JSON.stringify(values));
  }
  form.addEventListener("input", save);
  keep.addEventListener("change", save);
})();
