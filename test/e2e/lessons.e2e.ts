import { drop, expectPanel, fileOf, filterBy, showPanel } from './journeys.ts';
import { accessibilityTroubles, expect, expectPhase, test } from './support.ts';

test('a lesson is taken step by step: its tasks are checked, hints help, and what is done is remembered', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'lesson', exact: true }).click();
  const list = page.getByRole('dialog', { name: 'Lessons' });
  await expect(list.getByRole('listitem')).toHaveCount(10);
  await list.getByRole('button', { name: /^The TCP handshake/ }).click();
  await expectPhase(page, 'ready');
  const lesson = page.getByRole('complementary', { name: 'Lesson' });
  const task = lesson.getByRole('region', { name: 'Task' });
  await expect(lesson.getByRole('heading', { name: 'Where the packets are' })).toBeVisible();
  await expect(task.getByRole('status')).toHaveText('Not done yet.');
  await showPanel(page, 'Packets');
  await expect(task.getByRole('status')).toHaveText('Done.');

  await lesson.getByRole('button', { name: 'Next step' }).click();
  await filterBy(page, 'packets', 'tcp.flags.ack = 0');
  await expect(task.getByRole('status')).toHaveText(/Your filter keeps 6 packets: 6 that should be kept are missing/);
  await task.getByRole('button', { name: 'Hint 1 of 2' }).click();
  await expect(task).toContainText('The key / leads to it.');
  await filterBy(page, 'packets', 'flags contains SYN');
  await expect(task.getByRole('status')).toHaveText('Done.');
  expect(await accessibilityTroubles(page)).toEqual([]);

  await lesson.getByRole('button', { name: 'Next step' }).click();
  await page.getByRole('grid', { name: 'Packets' }).locator('[data-position="2"]').click();
  await expect(task.getByRole('status')).toHaveText('Done.');

  await lesson.getByRole('button', { name: 'Next step' }).click();
  await lesson.getByRole('button', { name: 'Put it into the editor' }).click();
  await expectPanel(page, 'Sequences');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(task.getByRole('status')).toHaveText('Done.');
  await expect(lesson).toContainText('The lesson is done.');

  await page.goto('./?lesson=lessons/01-handshake.md');
  await expect(lesson).toContainText('4 done');
  await expect(lesson.getByRole('button', { name: 'Open samples/web-page.pcap' })).toBeVisible();
});

test('a teacher’s own file is dropped, and what is wrong with it is told by lines', async ({ page }) => {
  await page.goto('./');
  const wrong = '# Mine\n\n## One\n\n```task\nfilter: cats\n```\n';
  await drop(page, fileOf(new TextEncoder().encode(wrong), 'mine.md'), 'body');
  const lesson = page.getByRole('complementary', { name: 'Lesson' });
  await expect(lesson).toContainText('Line 6: “filter” names a table');
  const right = '# Mine\n\n## One\n\nThink.\n\n```task\nask: Six times seven?\nanswer: 42\n```\n';
  await drop(page, fileOf(new TextEncoder().encode(right), 'mine.md'), 'body');
  await lesson.getByRole('textbox', { name: 'Six times seven?' }).fill('41');
  await page.keyboard.press('Enter');
  await expect(lesson).toContainText('That is not it.');
  await lesson.getByRole('textbox', { name: 'Six times seven?' }).fill('42');
  await page.keyboard.press('Enter');
  await expect(lesson).toContainText('The lesson is done.');
});
