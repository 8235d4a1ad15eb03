/** Which of the chosen files are songs, and what their names say. */

const SONG = /\.(mp3|m4a|m4b|aac|flac|ogg|oga|opus|wav|aiff?|wma|webm|wv|ape|alac|mka)$/i;

/** Files at most; a device with more chooses a part of them. */
export const FILES_MAX = 10_000;

/** The songs among files, in the order of their folders and names. */
export function songsAmong(files: readonly File[]): File[] {
  const order = new Intl.Collator(undefined, { numeric: true });
  return files
    .filter((file) => (file.type.startsWith('audio/') || SONG.test(file.name)) && !file.name.startsWith('.'))
    .sort((a, b) => order.compare(pathOf(a), pathOf(b)))
    .slice(0, FILES_MAX);
}

const pathOf = (file: File) => file.webkitRelativePath || file.name;

/** Tells whether two choices are the same file, so that choosing a folder again adds only what is new. */
export const sameness = (file: File) => `${pathOf(file)}\n${file.size}\n${file.lastModified}`;

/** Title and artist as the name has them, such as `03 - 邓丽君 - 甜蜜蜜.mp3`. */
export function namesOf(file: Pick<File, 'name'>): { title: string; artist: string | null } {
  const stem = file.name
    .replace(/\.[^.]+$/, '')
    .replaceAll('_', ' ')
    .trim();
  const parts = stem.split(/\s+[-–—]\s+/).filter((part) => part !== '');
  if (parts.length > 1 && /^\d{1,3}$/.test(parts[0]!)) parts.shift();
  const title = parts.at(-1)?.replace(/^\d{1,3}[.、\s]\s*(?=\S)/, '') ?? stem;
  return { title: title || stem || file.name, artist: parts.length > 1 ? parts[0]! : null };
}
