// Runs before anything else.
{
  // Light or dark is set before anything is painted, so that nothing flashes.
  const chosen = localStorage.getItem("mantine-color-scheme-value");
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");

  // Zod is told not to try compiling code from text: the page's security policy forbids it, and would report the attempt.
  // oxlint-disable-next-line no-underscore-dangle -- Zod looks for it under this name
  globalThis.__zod_globalConfig = { jitless: true };
}
