// Mantine's own functions in style sheets: light-dark(), rem() and its break points.
export default { plugins: { "postcss-preset-mantine": {} } };
