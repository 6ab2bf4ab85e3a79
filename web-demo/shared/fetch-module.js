let again = 0;

/**
 * Imports a module. Where it did not arrive it may the next time: Firefox remembers the address of one
 * that failed until the page ends, and is given another.
 *
 * @param {URL} url
 */
export async function fetchModule(url) {
  try {
    return await import(url);
  } catch {
    return import(`${url}?${++again}`);
  }
}
