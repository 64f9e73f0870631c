/** How a figure is printed: beside its target, which is stated and never enforced. */

export type Figure = {
  readonly name: string;
  readonly value: string;
  /** What is aimed for, such as "≥ 20,000/s"; absent for figures that only inform. */
  readonly target?: string;
  readonly met?: boolean;
};

export function print(title: string, figures: readonly Figure[]): void {
  console.log(`\n${title}`);
  const widest = Math.max(...figures.map(({ name }) => name.length));
  for (const { name, value, target, met } of figures) {
    const aim = target === undefined ? "" : `   target ${target}${met === undefined ? "" : met ? ", met" : ", NOT MET"}`;
    console.log(`  ${name.padEnd(widest)}   ${value.padStart(12)}${aim}`);
  }
}

/** A whole number with thousands parted. */
export const whole = (value: number): string => Math.round(value).toLocaleString("en-GB");
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
export const perSecond = (value: number): string => `${whole(value)}/s`;
export const micros = (value: number): string => `${Math.round(value)} µs`;
export const mebibytes = (bytes: number): string => `${whole(bytes / 2 ** 20)} MiB`;
