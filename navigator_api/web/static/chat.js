// The chat without reloading, and the quick way out. Nothing is kept in the browser: no cookie, no storage.
"use strict";
(() => {
  const compose = document.getElementById("compose");
  const field = document.getElementById("text");
  const log = document.getElementById("log");
  const status = document.getElementById("status");
  const exit = document.getElementById("exit");
  const numbers = document.getElementById("numbers").textContent;
  const language = document.documentElement.lang;
  const patience = 15000;
  let conversation = compose.elements.conversation.value || null;
  let waiting = false;

  // Every second piece of the split is a phone number: kept on one line, so that it can be read off.
  function keepNumberWhole(piece, index) {
    if (index % 2 === 0) return piece;
    const whole = document.createElement("span");
    whole.className = "number";
    whole.textContent = piece;
    return whole;
  }

  function add(kind, text) {
    const line = document.createElement("p");
    line.className = kind;
    line.append(...text.split(/(\d[\d-]{5,}\d)/).map(keepNumberWhole));
    log.append(line);
    return line;
  }

  function addOptions(options) {
    if (!options.length) return;
    const group = document.createElement("div");
    group.className = "options";
    for (const option of options) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = option;
      button.addEventListener("click", () => send(option));
      group.append(button);
    }
    log.append(group);
  }

  async function ask(text) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), patience);
    try {
      const response = await fetch("/chat/messages", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ conversation, text, language }),
        credentials: "omit",
        signal: limit.signal,
      });
      if (!response.ok) throw new Error("refused");
      return await response.json();
    } finally {
      clearTimeout(timer);
    }
  }

  async function send(text) {
    if (waiting || !text.trim()) return;
    waiting = true;
    log.querySelectorAll(".options").forEach((group) => group.remove());
    add("mine", `${compose.dataset.you}: ${text}`);
    status.textContent = compose.dataset.waiting;
    try {
      const answer = await ask(text);
      conversation = answer.conversation;
      for (const reply of answer.replies) {
        add("reply", reply.text);
        addOptions(reply.options);
      }
    } catch {
      add("reply", `${compose.dataset.failed} ${numbers}`);
    }
    status.textContent = "";
    waiting = false;
    log.lastElementChild.scrollIntoView({ block: "nearest" });
    field.focus({ preventScroll: true });
  }

  function purge() {
    if (!conversation) return;
    navigator.sendBeacon("/chat/end", new URLSearchParams({ conversation }));
    conversation = null;
  }

  // Blank first: a slow network must not leave the page standing.
  function leave() {
    document.title = "\u200b";
    document.body.hidden = true;
    document.body.replaceChildren();
    purge();
    window.location.replace(exit.href);
  }

  function sendField(event) {
    event.preventDefault();
    if (waiting) return;
    const text = field.value;
    field.value = "";
    send(text);
  }

  compose.addEventListener("submit", sendField);

  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) sendField(event);
  });

  exit.addEventListener("click", (event) => {
    event.preventDefault();
    leave();
  });

  let shifts = [];
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    if (event.key !== "Shift") {
      shifts = [];
      return;
    }
    if (event.repeat) return;
    shifts = [...shifts.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
    if (shifts.length === 3) leave();
  });

  // One history entry for the whole visit, whatever was looked at.
  document.querySelectorAll("a.switch").forEach((link) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      window.location.replace(link.href);
    }),
  );

  window.addEventListener("pagehide", purge);
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) leave();
  });
})();
