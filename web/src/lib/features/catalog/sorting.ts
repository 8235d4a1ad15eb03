/** Reads a sort order from an address; anything unknown is the first one. */
export function sortOf<const O extends readonly [string, ...string[]]>(url: URL, orders: O): O[number] {
  const asked = url.searchParams.get('sort');
  return orders.find((order): order is O[number] => order === asked) ?? orders[0];
}

/** A seed for a random order, fixed while the page is open. */
export function freshSeed(): number {
  return Math.floor(Math.random() * 2 ** 31);
}
