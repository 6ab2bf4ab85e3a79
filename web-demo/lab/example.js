/** What the page shows to whoever comes without a document. */
export const example = {
  document: {
    title: 'How to brew green tea',
    content:
      '<p>Warm the pot, let the water cool to <strong>70 °C</strong>, and give the leaves two minutes.</p>\n' +
      '<h2>What you need</h2>\n' +
      '<ul><li>3 g of leaves</li><li>200 ml of soft water</li></ul>',
    slug: 'brew-green-tea',
    categories: ['Guides > Kitchen'],
    seo: {
      title: 'How to brew green tea: water, time and leaves',
      description:
        'Green tea turns bitter when the water is too hot. Which temperature, how many leaves and how long: all that you need for a cup that tastes as it should.',
      focus_keyphrase: 'brew green tea',
    },
  },
  settings: { plugins: ['yoast'] },
};
