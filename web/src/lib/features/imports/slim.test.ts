import { describe, expect, it } from 'vitest';
import { slim } from './slim';

describe('what is sent of an export', () => {
  it('is what is read, and nothing else', () => {
    const file = {
      format: 'qingyin-export',
      format_version: 1,
      subject: 'sub_1',
      items: {
        account_phone: { rows: [{ phone: '+8613800138000' }] },
        consent_event: { rows: [{}] },
        playlist_cover: { rows: [{ image: 'AAAA' }] },
        like: { title: {}, rows: [{ track_id: 'trk_1' }] },
      },
      music: { trk_1: { title: '晴天' } },
    };
    expect(JSON.parse(slim(JSON.stringify(file)))).toEqual({
      format: 'qingyin-export',
      format_version: 1,
      items: { like: { title: {}, rows: [{ track_id: 'trk_1' }] } },
      music: { trk_1: { title: '晴天' } },
    });
  });

  it('leaves out what is not there, so that the server names it', () => {
    expect(JSON.parse(slim('{"format":"other"}'))).toEqual({ format: 'other', items: {} });
    expect(JSON.parse(slim('{"format":"x","items":[1]}'))).toEqual({ format: 'x', items: {} });
  });

  it('refuses what is no object', () => {
    for (const text of ['', '{', '[]', 'null', '1']) expect(() => slim(text)).toThrow(SyntaxError);
  });
});
