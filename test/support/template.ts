/** The native database that each test's own is cloned from. */
export const TEMPLATE = "ambit_template";
