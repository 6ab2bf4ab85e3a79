/** The SEO plugins that can be assumed: their versions, and how their template variables are written. */

/**
 * @typedef {object} Plugin
 * @property {string} name as presslink names it
 * @property {string} current the versions that the plain name stands for
 * @property {string} old those that `-legacy` stands for
 * @property {Record<string, 'title' | 'separator' | 'site' | 'excerpt' | 'nothing'>} variables
 */

/** @type {Plugin[]} */
export const plugins = [
  {
    name: 'yoast',
    current: '≥ 27.7',
    old: '< 27.7',
    variables: {
      '%%title%%': 'title',
      '%%sep%%': 'separator',
      '%%sitename%%': 'site',
      '%%excerpt%%': 'excerpt',
      '%%excerpt_only%%': 'excerpt',
      '%%page%%': 'nothing',
    },
  },
  {
    name: 'rankmath',
    current: '≥ 1.0.271',
    old: '1.0.44 – 1.0.270',
    variables: {
      '%title%': 'title',
      '%sep%': 'separator',
      '%sitename%': 'site',
      '%excerpt%': 'excerpt',
      '%excerpt_only%': 'excerpt',
      '%page%': 'nothing',
    },
  },
  {
    name: 'aioseo',
    current: '≥ 4.9.8',
    old: '4.5.5 – 4.9.7',
    variables: {
      '#post_title': 'title',
      '#separator_sa': 'separator',
      '#site_title': 'site',
      '#post_excerpt_only': 'excerpt',
      '#post_excerpt': 'excerpt',
    },
  },
  {
    name: 'seopress',
    current: '≥ 9.9',
    old: '< 8.1.1',
    variables: {
      '%%post_title%%': 'title',
      '%%sep%%': 'separator',
      '%%sitetitle%%': 'site',
      '%%post_excerpt%%': 'excerpt',
    },
  },
  {
    name: 'slimseo',
    current: '≥ 3.25',
    old: '< 3.25',
    variables: {
      '{{ post.title }}': 'title',
      '{{ sep }}': 'separator',
      '{{ site.title }}': 'site',
      '{{ post.excerpt }}': 'excerpt',
    },
  },
];

/** @param {string[]} names of the active ones, with or without `-legacy` */
export function activePlugins(names) {
  const plain = new Set(names.map((name) => name.replace(/-legacy$/, '')));
  return plugins.filter((plugin) => plain.has(plugin.name));
}

/** `template` with the variables replaced that a page can know; the others stay. */
export function expand(template, active, values) {
  let text = template;
  for (const plugin of active) {
    for (const [variable, meaning] of Object.entries(plugin.variables)) {
      text = text.replaceAll(variable, () => values[meaning] ?? '');
    }
  }
  return text.replace(/\s+/g, ' ').trim();
}
