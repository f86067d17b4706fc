// The little that htmx does not do by itself. No page needs it: without script every form and link works as well.
"use strict";

// What arrives waits while somebody points at it or has the focus in it, so that nothing moves under their hand.
document.addEventListener("htmx:sseBeforeMessage", (event) => {
  const place = event.target;
  if (place.matches(".arriving, .fresh") && place.matches(":hover, :focus-within")) event.preventDefault();
});

const say = (words) => {
  const place = document.getElementById("said");
  if (place) place.textContent = words;
};

// Screen readers are told that a list has changed; sighted readers see it.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "results") {
    const lines = document.querySelectorAll("#results .line").length;
    say(lines ? `${lines} claims are listed` : "No claim is like that");
  }
});

// After "More" the focus goes on to the first new line.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target?.id !== "more") return;
  const before = event.detail.target.previousElementSibling;
  requestAnimationFrame(() => setTimeout(() => before?.nextElementSibling?.querySelector(".what a")?.focus(), 30));
});

// An answer that is an error is told, not swallowed.
document.addEventListener("htmx:responseError", (event) => {
  const place = document.createElement("p");
  place.className = "notice warn";
  place.setAttribute("role", "alert");
  place.textContent = `That did not work (${event.detail.xhr.status}). Load the page again.`;
  document.getElementById("main").prepend(place);
});
document.addEventListener("htmx:sendError", () => say("The console does not answer"));
