/** Bringing one's data along from another Qingyin: looked at first, then brought in. */
import { describe, expect, it } from 'vitest';
import { newPhone, signIn } from './member';
import { eachTestVisits, onMock, PHONE, settled, type App, type Visitor } from './support';

let visitor: Visitor;
let app: App;

eachTestVisits((fresh, running) => {
  visitor = fresh;
  app = running;
});

/** Chooses a file on the page. */
async function choose(text: string, button = '选择导出文件') {
  const choosing = visitor.page.waitForEvent('filechooser');
  await visitor.page.getByRole('button', { name: button }).click();
  // Before the system's own picker the app says what it will see.
  await visitor.page.getByRole('dialog').getByRole('button', { name: '继续' }).click();
  const buffer = Buffer.from(text);
  await (await choosing).setFiles({ name: 'qingyin-export.json', mimeType: 'application/json', buffer });
}

const shows = (text: string) => expect.poll(() => visitor.page.getByText(text).count()).toBeGreaterThan(0);
const bring = () => visitor.page.getByRole('button', { name: /^带入这/ });

describe.runIf(onMock)('an export from elsewhere', () => {
  const file = JSON.stringify({
    format: 'qingyin-export',
    items: {
      account_phone: { rows: [{ phone: '+8613800138000' }] },
      like: { rows: [{}, {}, {}, {}] },
      playlist: { rows: [{}, {}] },
      playlist_item: { rows: Array.from({ length: 12 }, () => ({})) },
      listen: { rows: [{}, {}, {}] },
    },
    music: {
      a: { title: '晴天', artists: ['周杰伦'] },
      b: {
        title: '一首名字很长很长的歌，长到在很窄的屏幕上一定要折行才放得下',
        artists: ['某人', '另一个人'],
      },
    },
  });

  it('is looked through and brought in, by keyboard as well', async () => {
    const { page } = visitor;
    await page.context().addCookies([{ name: 'mock_member', value: '1', url: app.address }]);
    await page.setViewportSize(PHONE);
    await page.goto('/privacy/export');
    await page.getByRole('link', { name: '带着数据来' }).click();
    await settled(visitor);
    expect(await visitor.faults()).toEqual([]);
    await choose('{"format":"other"}');
    await shows('这不是清音导出的文件');
    expect(await visitor.faults()).toEqual([]);
    await choose('no export at all', '换一个文件');
    await shows('这不是清音导出的文件');
    await choose(JSON.stringify({ format: 'qingyin-export' }), '换一个文件');
    await shows('文件里没有可以带来的内容');
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.postData() ?? ''));
    await choose(file, '换一个文件');
    await shows('文件里有什么');
    await shows('这里没有开启“播放历史”');
    await shows('一首名字很长很长的歌');
    expect(await visitor.faults()).toEqual([]);
    await bring().focus();
    await page.keyboard.press('Enter');
    await shows('带来了什么');
    // The button is gone, and what came of it has the focus; what is not read never left the browser.
    await expect.poll(() => page.locator('h2:focus').textContent()).toContain('带来了什么');
    expect(sent.join('\n')).toContain('晴天');
    expect(sent.join('\n')).not.toContain('13800138000');
    expect(await visitor.faults()).toEqual([]);
    await choose(file, '换一个文件');
    await shows('没有新的内容可带');
  });
});

describe.skipIf(onMock)('on the service an export', () => {
  it('made by one member is brought in by another, once', async () => {
    const { page } = visitor;
    await signIn(visitor, newPhone());
    const text = await page.evaluate(async () => {
      const answer = async (path: string) => (await fetch(`/api/v1${path}`)).json();
      const send = (method: string, path: string, body: unknown) =>
        fetch(`/api/v1${path}`, {
          method,
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
        });
      const { items } = (await answer('/tracks?limit=3')) as { items: { id: string }[] };
      const ids = items.map((track) => track.id);
      await send('PUT', `/me/likes/${ids[0]}`, {});
      await send('POST', '/playlists', { name: '带走的歌单', tracks: ids });
      return (await fetch('/api/v1/me/export')).text();
    });
    visitor = await app.visit({ phone: true });
    await signIn(visitor, newPhone());
    await visitor.go('/privacy/import');
    await choose(text);
    await shows('文件里有什么');
    expect(await visitor.faults()).toEqual([]);
    await bring().click();
    await shows('带来了什么');
    await visitor.page.getByRole('link', { name: '去看歌单' }).click();
    await shows('带走的歌单');
    await visitor.go('/privacy/import');
    await choose(text);
    await shows('没有新的内容可带');
    expect(visitor.troubles).toEqual([]);
    await visitor.leave();
  });
});
