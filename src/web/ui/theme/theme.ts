import { createTheme, defaultVariantColorsResolver, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

/** Deep petrol: the one accent. Shade 8 carries white text, shade 3 dark text. */
const petrol: MantineColorsTuple = [
  "#eef7f6",
  "#d8ebea",
  "#aad8d5",
  "#74c9c5",
  "#49b0ac",
  "#2c9995",
  "#1a817f",
  "#126b6b",
  "#0e5a5e",
  "#0a4548",
];

/** The greys of the dark scheme, from text to ground, as in tokens.css. */
const dark: MantineColorsTuple = [
  "#e9efed",
  "#b7c3c0",
  "#94a19e",
  "#71807e",
  "#3a4847",
  "#2a3635",
  "#1b2525",
  "#151d1d",
  "#0e1414",
  "#0a0f0f",
];

/** The one filled button in view, readable in light and dark. */
const filled = {
  background: "var(--accent)",
  hover: "var(--accent-strong)",
  color: "var(--on-accent)",
  border: "1px solid transparent",
};

/** Ambit's look for every Mantine component: one accent, system type, quiet corners, visible focus. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: { light: 8, dark: 3 },
  colors: { petrol, dark },
  variantColorResolver: (input) =>
    input.variant === "filled" && input.color === "petrol" ? filled : defaultVariantColorsResolver(input),
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: "var(--mono)",
  headings: { fontWeight: "640", textWrap: "balance" },
  defaultRadius: "md",
  radius: { md: "10px", sm: "6px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // Named, so that the resolver above is asked; left out, Mantine takes white for the text in any scheme.
    Button: { defaultProps: { color: "petrol" } },
    Modal: { defaultProps: { padding: "lg", lockScroll: false, closeButtonProps: { "aria-label": "Close" } } },
    Drawer: { defaultProps: { padding: "lg", lockScroll: false, closeButtonProps: { "aria-label": "Close" } } },
    Tooltip: { defaultProps: { openDelay: 350, events: { hover: true, focus: true, touch: true } } },
    TextInput: { defaultProps: { size: "md" } },
    PasswordInput: { defaultProps: { size: "md" } },
    Textarea: { defaultProps: { size: "md" } },
    NativeSelect: { defaultProps: { size: "md" } },
  },
});

/** Mantine's surfaces, text and borders are those of tokens.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    "--mantine-color-body": "var(--surface)",
    "--mantine-color-text": "var(--ink)",
    "--mantine-color-dimmed": "var(--ink-faint)",
    "--mantine-color-placeholder": "var(--ink-faint)",
    "--mantine-color-default": "var(--surface)",
    "--mantine-color-default-hover": "var(--sunk)",
    "--mantine-color-default-color": "var(--ink)",
    "--mantine-color-default-border": "var(--line-strong)",
    "--mantine-color-error": "var(--bad)",
    "--mantine-color-anchor": "var(--accent)",
  },
  light: {},
  dark: {},
});
