// @ts-check
/**
 * Texts that look like a phone number, an e-mail address or a street with its number, found in a visit's notes while someone
 * types. The same rule as core/pejling/contact.py, which says why; tests/core/contact_examples.json holds the two together.
 */

const GAP = "[ \u00a0.-]";
const PHONE = new RegExp("(?:(?:\\+|00)45" + GAP + "?)?[2-9][0-9]"
  + `(?:(${GAP}?)[0-9]{2}\\1[0-9]{2}\\1[0-9]{2}|[0-9]{2}${GAP}[0-9]{4}|${GAP}[0-9]{3}${GAP}[0-9]{3})`
  + "(?![0-9]|[.,:/-][0-9]| ?(?:kr|dkk|euro|stk|%))", "gi");
const DATE = /^(?:20[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9]|[0-3][0-9](?:0[1-9]|1[0-2])(?:19|20)[0-9]{2}|20[0-9]{2}[^0-9]20[0-9]{2})$/;
const CALLED_SOMETHING_ELSE = /(?:cvr|ean|gln|ordre|faktura|konto|vare|minut|min|kl|klokken|talt|point)[a-zæøå]*[^0-9a-zæøå]{0,4}(?:nummer|nr)?[^0-9a-zæøå]{0,3}$/i;
const MORE_DIGITS = /[0-9][ .,:/-]$|[0-9A-Za-zÆØÅæøå+]$/;
const MAIL = /[^\s@<>(),;:]{1,64}@[a-zæøå0-9-]{1,60}(?:\.[a-zæøå0-9-]{2,60}){1,4}/gi;
const HOUSE = "(?: nr[.]?)?,? [1-9][0-9]{0,2}(?: ?[A-H]|[a-h])?(?![0-9a-zæøåA-ZÆØÅ%]|[.,:][0-9])";
const STREET = new RegExp(`[A-ZÆØÅa-zæøå]{2,30}(?:vej|vejen|gade|gaden|stræde|strædet|allé|alléen|vænget|boulevard|torvet|parken)${HOUSE}`
  + `|[A-ZÆØÅ][a-zæøå]{1,20} (?:Allé|Alle|Plads|Boulevard|Vej|Gade|Torv)${HOUSE}`, "g");
const NO_STREET = /^(?:.*(?:over|gen|om|ud|af|und|job|ind|frem|tilbage|hjem|karriere|uddannelses|arbejds|mellem)(?:vej|vejen)|brigade|opgade)[ ,]/i;
const COUNTED = /^ ?(?:gang|minut|time|ting|skridt|uge|dag|måned|år|sted|mulighed|spørgsmål|person|punkt|eksemp|trin|kr|sekund)/i;
const BEGINS_INSIDE = /[0-9A-Za-zÆØÅæøå]$/;

/** @param {string} text @returns {string[]} */
export function findContact(text) {
  const phones = [...text.matchAll(PHONE)].filter(({ 0: found, index: at = 0 }) => {
    const before = text.slice(Math.max(0, at - 30), at);
    return !(MORE_DIGITS.test(before) || DATE.test(found) || CALLED_SOMETHING_ELSE.test(before));
  });
  const streets = [...text.matchAll(STREET)].filter(({ 0: found, index: at = 0 }) =>
    !(BEGINS_INSIDE.test(text.slice(Math.max(0, at - 1), at)) || NO_STREET.test(found) || COUNTED.test(text.slice(at + found.length, at + found.length + 12))));
  return [...phones, ...text.matchAll(MAIL), ...streets].map(([found]) => found);
}
