/** The text form of ids, as the service writes them: a prefix, and 13 digits of Crockford's base 32. */

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const DIGITS = 13;

export function idText(prefix: string, number: bigint): string {
  let digits = '';
  for (let place = DIGITS - 1; place >= 0; place -= 1) {
    digits += ALPHABET[Number((number >> BigInt(place * 5)) & 31n)];
  }
  return `${prefix}_${digits}`;
}

/** The number of an id; null where the text is none of this kind. */
export function idNumber(prefix: string, text: string): bigint | null {
  if (!text.startsWith(`${prefix}_`) || text.length !== prefix.length + 1 + DIGITS) return null;
  let number = 0n;
  for (const digit of text.slice(prefix.length + 1)) {
    const value = ALPHABET.indexOf(digit);
    if (value < 0) return null;
    number = (number << 5n) | BigInt(value);
  }
  return number;
}
