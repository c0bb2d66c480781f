// Colours of the page as reading programs offer them.

export const PAPER = { light: "rgb(255, 255, 255)", sepia: "rgb(244, 236, 216)", dark: "rgb(18, 18, 18)" };
export const INK = { light: "rgb(0, 0, 0)", sepia: "rgb(91, 70, 54)", dark: "rgb(221, 221, 221)" };
export const LINK = { light: "rgb(0, 0, 238)", sepia: "rgb(0, 0, 238)", dark: "rgb(173, 216, 230)" };
