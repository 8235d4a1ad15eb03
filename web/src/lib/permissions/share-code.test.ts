import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isShareAlone, shareIn } from './share-code';

const HERE = 'https://music.example';
const SECRET = 'AbCdEf0123456789-_xyzXYZ01234567';

describe('a share in a text', () => {
  it('is found as a link or as a code, whatever stands around it', () => {
    for (const text of [
      `${HERE}/share/${SECRET}`,
      `听听这个 ${HERE}/share/${SECRET}，很好听`,
      `${HERE}/share/${SECRET}?from=chat`,
      `清音口令：${SECRET}`,
      `复制这段话：清音口令: ${SECRET} 打开清音`,
      `Qingyin code: ${SECRET}`,
      `qingyin code:${SECRET}.`,
    ]) {
      expect(shareIn(text, HERE), text).toBe(SECRET);
    }
  });

  it('is as long as the service makes its secrets', () => {
    const link = readFileSync('../crates/vault/src/link.rs', 'utf8');
    const bytes = Number(/const BYTES: usize = (\d+);/.exec(link)?.[1]);
    expect(SECRET).toHaveLength((bytes / 3) * 4);
  });

  it('is not found in anything else', () => {
    for (const text of [
      '',
      SECRET,
      `https://elsewhere.example/share/${SECRET}`,
      `https://musicXexample/share/${SECRET}`,
      `${HERE}/share/${SECRET.slice(1)}`,
      `${HERE}/share/${SECRET}x`,
      `${HERE}/albums/${SECRET}`,
      `清音口令：${SECRET.slice(1)}`,
      '我的银行卡号是 6222020200112233445，密码 123456',
      `${'长'.repeat(5_000)}清音口令：${SECRET}`,
    ]) {
      expect(shareIn(text, HERE), text).toBeNull();
    }
  });

  it('gives the secret and nothing else of the text', () => {
    // A text of any kind around the share, and a good part of what people copy.
    const around = ['密码 hunter2 ', '13800138000 ', '<script>', '\n\t', '♪♫', '{"token":"x"}'];
    for (const before of around) {
      for (const after of around) {
        expect(shareIn(`${before}${HERE}/share/${SECRET} ${after}`, HERE)).toBe(SECRET);
      }
    }
  });

  it('stands alone when nothing was added', () => {
    expect(isShareAlone(`${HERE}/share/${SECRET}`, HERE)).toBe(true);
    expect(isShareAlone(`清音口令：${SECRET}`, HERE)).toBe(true);
    expect(isShareAlone(`Qingyin code: ${SECRET}`, HERE)).toBe(true);
    for (const more of [
      `${HERE}/share/${SECRET}?u=7`,
      ` ${HERE}/share/${SECRET}`,
      `我 清音口令：${SECRET}`,
      'key',
    ]) {
      expect(isShareAlone(more, HERE), more).toBe(false);
    }
  });
});
