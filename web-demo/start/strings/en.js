/** All of this page stands in the page itself. */
export const strings = {};
