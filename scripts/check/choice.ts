import { dirname } from "node:path/posix";

export interface TestFile {
  readonly path: string;
  readonly bytes: number;
}

/** Test files, each list in the order in which to run them: time may be up before the last. */
export interface Choice {
  readonly core: readonly string[];
  readonly server: readonly string[];
  readonly leftOut: { readonly laws: number; readonly server: number };
}

const OF_CORE = /^src\/(core|api|web)\//;
/** Left out are those that need a PostgreSQL server, a database on disk, recorded data or a browser: that takes minutes. */
const OF_SERVER = /^(src\/(server|cli)|db|test\/(?!e2e\/)[^/]+)\/(?!.*(\.native|\.embedded|recorded)\.test\.)/;
const LAWS = /\/laws\.test\.ts$/;
const MODULE = /^src\/(core|server\/modules)\/[^/]+(?=\/)/;

/**
 * Of the core, and of what is as quick, all tests, but the laws only where something in core was changed: they are most of its
 * time, and nothing else can break them. Of the server, the tests of the modules in which something was changed (elsewhere: of the
 * folder). First those that were changed themselves, then those named like what was changed, then the shorter; laws last.
 */
export function choose(changed: readonly string[], tests: readonly TestFile[]): Choice {
  const code = new Set(changed.filter((path) => !path.endsWith(".md")));
  const names = new Set([...code].map(nameOf));
  const homes = new Set([...code].map(homeOf));
  const distance = ({ path }: TestFile): number =>
    [code.has(path), names.has(nameOf(path)), homes.has(homeOf(path)), true].indexOf(true) + (LAWS.test(path) ? 10 : 0);
  const inOrder = tests
    .toSorted((one, other) => distance(one) - distance(other) || one.bytes - other.bytes)
    .map(({ path }) => path);

  const core = inOrder.filter((path) => OF_CORE.test(path));
  const lawful = [...code].some((path) => path.startsWith("src/core/"));
  const ofCore = core.filter((path) => lawful || !LAWS.test(path));
  const server = inOrder.filter((path) => OF_SERVER.test(path));
  const ofServer = server.filter((path) => homes.has(homeOf(path)));
  return {
    core: ofCore,
    server: ofServer,
    leftOut: { laws: core.length - ofCore.length, server: server.length - ofServer.length },
  };
}

/** The module a file belongs to; outside of modules, its folder. */
const homeOf = (path: string): string => MODULE.exec(path)?.[0] ?? dirname(path);

/** What a file and its test share: their path up to the first dot. */
const nameOf = (path: string): string => /^[^.]*/.exec(path)![0];
