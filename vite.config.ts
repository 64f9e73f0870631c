// The pages: built from src/web into dist/web; while they are worked on, /api goes to the server that `npm run dev` starts too.
import { gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What the browser must fetch as script before the agent's home is usable, in bytes gzipped. Beyond it the build fails. */
const FIRST_LOAD_LIMIT = 250_000;

/** What the entry fetches for the page that opens first. */
const HOME = ["app/shell/shell.tsx", "features/check/check-page.tsx"];

const server = `http://127.0.0.1:${process.env["PORT"] ?? "4000"}`;

export default defineConfig({
  root: "src/web",
  plugins: [react(), firstLoad()],
  // Built files do not go under "assets": that is the address of a page.
  build: { assetsDir: "_built", outDir: "../../dist/web", emptyOutDir: true, target: "es2023", reportCompressedSize: false },
  server: { host: "127.0.0.1", port: 4001, proxy: { "/api": { target: server } } },
});

/** Adds up the entry, the home page and all that they import at once; prints it, and fails the build beyond the limit. */
function firstLoad(): Plugin {
  return {
    name: "ambit-first-load",
    apply: "build",
    generateBundle(_, bundle) {
      const scripts = Object.values(bundle).filter((part) => part.type === "chunk");
      const byName = new Map(scripts.map((script) => [script.fileName, script]));
      const needed = new Set<string>();
      const walk = (name: string): void => {
        if (needed.has(name)) return;
        needed.add(name);
        byName.get(name)?.imports.forEach(walk);
      };
      for (const script of scripts)
        if (script.isEntry || HOME.some((page) => script.facadeModuleId?.endsWith(page))) walk(script.fileName);
      const bytes = [...needed].reduce((sum, name) => sum + gzipSync(byName.get(name)?.code ?? "").length, 0);
      const words = `the agent's home loads ${Math.round(bytes / 1000)} kB of script, gzipped`;
      if (bytes > FIRST_LOAD_LIMIT) this.error(`${words}: more than ${FIRST_LOAD_LIMIT / 1000} kB`);
      process.stdout.write(`${words}\n`);
    },
  };
}
