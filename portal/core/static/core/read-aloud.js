// Reads the article out with the browser's own voice. Where there is none, or no scripts, nothing is offered.
(() => {
  const place = document.querySelector(".read-aloud");
  const article = document.querySelector("article");
  if (!place || !article || !("speechSynthesis" in window)) return;

  const voice = window.speechSynthesis;
  const button = place.querySelector("button");
  const words = button.querySelector("span");
  const READ = words.textContent;
  const STOP = "Berhenti membacakan";
  let reading = false;

  // Piece by piece: some voices fall silent in the middle of a long text.
  const pieces = () => [...article.querySelectorAll("h1, h2, h3, p, li, figcaption, blockquote, caption, th, td, dt, dd")]
    .filter((piece) => !piece.closest("nav, .share, .visually-hidden, [hidden]") && !piece.querySelector("p, li"))
    .map((piece) => piece.innerText.trim())
    .filter(Boolean);

  const finish = () => {
    reading = false;
    words.textContent = READ;
  };

  const start = () => {
    reading = true;
    words.textContent = STOP;
    const texts = pieces();
    texts.forEach((text, number) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = document.documentElement.lang;
      if (number === texts.length - 1) said.onend = finish;
      said.onerror = finish;
      voice.speak(said);
    });
  };

  button.addEventListener("click", () => {
    voice.cancel();
    if (reading) finish();
    else start();
  });
  window.addEventListener("pagehide", () => voice.cancel());
  // Who needs it should not have to look for it below the article.
  (article.querySelector("header") ?? place.parentElement).append(place);
  place.hidden = false;
})();
