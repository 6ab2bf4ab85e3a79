const titles = {
  yoast: 'Yoast SEO',
  rankmath: 'Rank Math',
  aioseo: 'All in One SEO',
  seopress: 'SEOPress',
  slimseo: 'Slim SEO',
  seoframework: 'The SEO Framework',
};

/** An SEO plugin's own name; `name` is presslink's. */
export function pluginTitle(name) {
  return titles[name] ?? name;
}
