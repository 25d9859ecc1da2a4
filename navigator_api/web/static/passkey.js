// Asks the browser for a passkey and sends its answer with the form. Without script, or in a browser that has
// no passkeys, the form stays hidden and the code of an app does the same.
"use strict";
(() => {
  const form = document.querySelector("form[data-passkey]");
  const able = window.PublicKeyCredential && "parseCreationOptionsFromJSON" in PublicKeyCredential;
  if (!form || !able) return;

  async function ask() {
    const options = JSON.parse(form.dataset.options);
    if (form.dataset.passkey === "create") {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
      return navigator.credentials.create({ publicKey });
    }
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    return navigator.credentials.get({ publicKey });
  }

  form.querySelector("button").addEventListener("click", async () => {
    const failed = form.querySelector("[role=alert]");
    failed.textContent = "";
    try {
      form.elements.answer.value = JSON.stringify(await ask());
      form.submit();
    } catch {
      failed.textContent = failed.dataset.failed;
    }
  });
  form.hidden = false;
  form.closest("[data-with-passkey]")?.removeAttribute("hidden");
})();
