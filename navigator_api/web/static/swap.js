// Fetches a page's fragment and swaps it in, so that a form answers as one types. Without script the same
// forms work by their buttons. Nothing is kept in the browser.
"use strict";
(() => {
  const pause = 250;
  const pollEvery = 1000;
  const patience = 15000;
  const latest = new WeakMap(); // a form's newest request: an older answer never overwrites a newer one

  async function fetchFragment(url, options) {
    const response = await fetch(url, {
      ...options,
      headers: { "X-Fragment": "1" },
      redirect: "manual",
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(patience)]),
    });
    // A page that moved on (signed out, saved) is followed as a whole.
    if (response.type === "opaqueredirect") {
      window.location.reload();
      return null;
    }
    const type = response.headers.get("Content-Type") || "";
    return type.startsWith("text/html") ? response.text() : null;
  }

  // After an answer keys and eye are at the start of the next question, and of the services that follow it.
  function begin(input) {
    const block = input.closest("[data-asks]").parentElement;
    input.focus();
    if (block.getBoundingClientRect().top < 0) block.scrollIntoView();
    input.scrollIntoView({ block: "nearest" });
  }

  function put(target, html) {
    const active = target.contains(document.activeElement) ? document.activeElement : null;
    const focused = active?.id;
    const asked = Boolean(active?.closest("[data-asks]"));
    const opened = [...target.querySelectorAll("details[open][id]")].map((one) => one.id);
    target.innerHTML = html;
    opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    const next = asked ? target.querySelector("[data-asks] :is(input, button)") : null;
    if (next) begin(next);
    else if (focused) document.getElementById(focused)?.focus();
    start(target);
  }

  async function swap(form, submitter) {
    const target = document.querySelector(form.dataset.swap);
    latest.get(form)?.abort();
    const control = new AbortController();
    latest.set(form, control);
    target.setAttribute("aria-busy", "true");
    const data = new FormData(form, submitter);
    try {
      const html = await fetchFragment(form.action, {
        method: "POST",
        body: form.enctype === "multipart/form-data" ? data : new URLSearchParams(data),
        signal: control.signal,
      });
      if (html !== null && latest.get(form) === control) put(target, html);
    } catch (error) {
      // A newer request took over; or the network failed: the button still sends the whole page.
      if (latest.get(form) === control) form.dataset.failed = error.name;
    }
    if (latest.get(form) === control) target.removeAttribute("aria-busy");
  }

  function liven(form) {
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => swap(form), pause);
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.hasAttribute("formaction") || "failed" in form.dataset) return;
      event.preventDefault();
      clearTimeout(timer);
      swap(form, event.submitter);
    });
  }

  // Progress: the element asks again each second for as long as the answer has data-poll too.
  async function poll(element) {
    const host = element.parentElement;
    try {
      const html = await fetchFragment(element.dataset.poll, { signal: new AbortController().signal });
      if (html !== null && host.isConnected) put(host, html);
    } catch {
      setTimeout(() => element.isConnected && poll(element), pollEvery);
    }
  }

  function start(root) {
    root.querySelectorAll("form[data-swap]").forEach(liven);
    root.querySelectorAll("[data-poll]").forEach((one) => setTimeout(() => one.isConnected && poll(one), pollEvery));
    root.querySelectorAll("button[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
        button.textContent = button.dataset.copied;
      });
    });
    root.querySelectorAll("button[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
  }

  start(document);
})();
