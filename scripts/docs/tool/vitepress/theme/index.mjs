/** The builder's own looks, with the reader's fonts. */
import theme from "vitepress/theme-without-fonts";
import "./wide.css";

export default theme;
