// Once for each run of the journeys: one Ambit with the demo's data, which all of them visit.
import type { TestProject } from "vitest/node";
import { startAmbit } from "./ambit.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly demoAddress: string;
    readonly demoKey: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const ambit = await startAmbit();
  project.provide("demoAddress", ambit.address);
  project.provide("demoKey", ambit.key);
  return () => ambit.stop();
}
