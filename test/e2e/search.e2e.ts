import { expectCount, filterBy, gridOf, openSample, rowOf, showPanel } from './journeys.ts';
import { expect, test } from './support.ts';

test('a word that stands in Info or in the bytes is found, and it is said where was looked', async ({ page }) => {
  await openSample(page, 'web-page');
  await showPanel(page, 'Packets');
  await filterBy(page, 'packets', 'quay.png');
  const line = page.getByText(
    'Plain words were looked for in the columns shown, not in hidden ones, not in Info and not in the bytes.',
  );
  await expect(page.getByText('None of 176 packets fits.')).toBeVisible();
  await expect(line).toBeVisible();
  await page.getByRole('button', { name: 'Info and bytes, too' }).click();
  await expectCount(page, '2 of 176 packets');
  await expect(line).toHaveCount(0);
  await expect(rowOf(gridOf(page, 'Packets'), 2)).toContainText('GET /images/quay.png HTTP/1.1');
  await filterBy(page, 'packets', 'info contains "GET "');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toContainText('GET /');
  await filterBy(page, 'packets', 'frame contains 71:75:61:79');
  await expect(rowOf(gridOf(page, 'Packets'), 1)).toBeVisible();
  await showPanel(page, 'Flows');
  await filterBy(page, 'flows', 'info contains "quay.png"');
  await expectCount(page, '1 of 8 flows');
  await filterBy(page, 'flows', 'quay.png');
  await page.getByRole('button', { name: 'Info and bytes, too' }).click();
  await expect(page.getByText(/^[12] of 8 flows$/)).toBeVisible();
});
