/** Every state of the screen and of the phone, with the invented API: whole at 360 px and on a desktop, and quiet. */
import { describe, expect, it } from 'vitest';
import { eachTestVisits, onMock, settled, type App, type Visitor } from './support';

const WAYS = [
  { phone: true, colorScheme: 'light' as const, locale: 'zh-CN' },
  { phone: false, colorScheme: 'dark' as const, locale: 'en' },
];
const TICKET = 'AbCdEfGhIjKlMnOpQrStUv';

describe.skipIf(!onMock).each(WAYS)('signing in by code, phone $phone, $colorScheme, $locale', (how) => {
  let app: App;
  eachTestVisits((_, theirs) => {
    app = theirs;
  });

  async function look(cookies: Record<string, string>, arrive: (visitor: Visitor) => Promise<void>) {
    const visitor = await app.visit(how);
    const list = Object.entries(cookies).map(([name, value]) => ({ name, value, url: app.address }));
    await visitor.page.context().addCookies(list);
    await arrive(visitor);
    await settled(visitor);
    const found = await visitor.faults();
    expect(found).toEqual([]);
    expect(visitor.troubles).toEqual([]);
    return visitor;
  }

  const english = how.locale === 'en';
  const SCREEN: [string, string, string][] = [
    ['new', '核对数字', 'Number to compare'],
    ['scanned', '请在手机上选这个数字', 'Choose this number on the phone'],
    ['rejected', '手机上拒绝了这次登录', 'The phone rejected this sign-in'],
    ['expired', '二维码已失效', 'The code has expired'],
    ['failed', '没能生成二维码', 'No code could be made'],
  ];
  // The second look is for the colours and the language, which are the same in every state.
  it.each(how.phone ? SCREEN : SCREEN.slice(0, 1))('the screen that is %s', async (state, zh, en) => {
    const visitor = await look({ mock_qr: state }, async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByRole('radio', { name: english ? 'QR code' : '扫码' }).check();
      await page
        .getByText(english ? en : zh)
        .first()
        .waitFor();
    });
    await visitor.leave();
  });

  it('the screen that is confirmed goes on to where it wanted to be', async () => {
    const visitor = await app.visit(how);
    await visitor.page.context().addCookies([{ name: 'mock_qr', value: 'confirmed', url: app.address }]);
    await visitor.page.goto('/sign-in?next=/albums');
    await visitor.page.getByRole('radio', { name: english ? 'QR code' : '扫码' }).check();
    await visitor.page.waitForURL((url) => url.pathname === '/albums');
    await visitor.leave();
  });

  const PHONE: [string, Record<string, string>, string, string][] = [
    ['of a guest', {}, '先登录，再确认', 'Sign in first, then confirm'],
    ['that is asked', { mock_member: '1' }, '那块屏幕上是哪个数字？', 'Which number is on that screen?'],
    [
      'that is elsewhere',
      { mock_member: '1', mock_away: '1' },
      '它与你的手机不在同一网络',
      'It is on another network',
    ],
    ['that is late', { mock_member: '1', mock_qr: 'expired' }, '二维码已失效', 'The code has expired'],
    ['that is not the first', { mock_member: '1', mock_qr: 'used' }, '没有登录', 'Nobody was signed in'],
  ];
  it.each(how.phone ? PHONE : PHONE.slice(1, 2))('the phone %s', async (_, cookies, zh, en) => {
    const visitor = await look(cookies, async ({ page }) => {
      await page.goto(`/q/${TICKET}`);
      await page
        .getByText(english ? en : zh)
        .first()
        .waitFor();
    });
    await visitor.leave();
  });

  it('is answered from the keyboard', async () => {
    const visitor = await look({ mock_member: '1' }, async ({ page }) => {
      await page.goto(`/q/${TICKET}`);
      await page.getByRole('radio').first().focus();
      await page.keyboard.press('ArrowRight');
    });
    const { page } = visitor;
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: english ? 'Confirmed' : '已确认', exact: true }).waitFor();
    expect(await visitor.findings()).toEqual([]);
    await visitor.leave();
  });
});
