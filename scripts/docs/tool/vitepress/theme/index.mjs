/** The builder's own looks, with the reader's fonts. */
import theme from "vitepress/theme-without-fonts";

export default theme;
