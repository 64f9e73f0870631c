import { execFileSync } from "node:child_process";
import { root } from "../ready/place.mjs";

export interface Changes {
  /** Since when, in words. */
  readonly since: string;
  /** Files that were written, are new, or are gone, relative to the folder. */
  readonly paths: readonly string[];
}

/** What is not committed; where all is, what the last commit changed. Where git cannot tell (no history, no git), it says that. */
export function changes(folder: string = root): Changes {
  const git = (...args: string[]): string[] =>
    execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })
      .split("\0")
      .filter((path) => path !== "");
  const differing = (...commits: string[]) => git("diff", "--name-only", "--no-renames", "--relative", "-z", ...commits, "--");
  try {
    const paths = [...differing("HEAD"), ...git("ls-files", "--others", "--exclude-standard", "-z")];
    if (paths.length > 0) return { since: "since the last commit", paths };
    return { since: "by the last commit", paths: differing("HEAD~1", "HEAD") };
  } catch {
    return { since: "as far as git can tell, which has no two commits to compare", paths: [] };
  }
}
