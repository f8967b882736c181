/** Three ways through the console: with the mouse, with the keyboard alone, and with the mouse but without a script. */
import type { Locator, Page } from 'playwright-core';
import { expect, vi } from 'vitest';

export const WAYS = ['by mouse', 'by keyboard alone', 'without a script'] as const;
export type Way = (typeof WAYS)[number];

type Name = string | RegExp;

/** Where a link or a button is pressed, the page that follows is there afterwards. */
export interface Walker {
  readonly page: Page;
  open(link: Name): Promise<void>;
  press(button: Name): Promise<void>;
  /** Opens or closes what a summary hides. */
  unfold(summary: Name): Promise<void>;
  type(label: string, text: string): Promise<void>;
  pick(radio: string): Promise<void>;
  tick(checkbox: string): Promise<void>;
  select(label: string, option: string): Promise<void>;
  choose(label: string, file: string): Promise<void>;
  /** Waits for it; where no script follows what goes on, looks again once `settled` is over. */
  see(sight: Name | Locator): Promise<void>;
}

/** `settled`: waits until nothing is at work behind the console. */
export function walkerOn(page: Page, way: Way, settled: () => Promise<void>): Walker {
  const hands = way === 'by keyboard alone' ? keyboard(page) : mouse(page);
  const sightOf = (sight: Name | Locator) =>
    (typeof sight === 'string' || sight instanceof RegExp ? page.getByText(sight) : sight).first();
  return {
    page,
    ...hands,
    async see(sight) {
      const wanted = sightOf(sight);
      if (way === 'without a script' && !(await wanted.isVisible())) {
        await settled();
        await hands.open('Aktualisieren');
      }
      await wanted.waitFor();
    },
  };
}

type Hands = Omit<Walker, 'page' | 'see'>;

function places(page: Page) {
  const named = (role: 'link' | 'button' | 'radio' | 'checkbox', name: Name) =>
    page.getByRole(role, { name, exact: typeof name === 'string' });
  return {
    link: (name: Name) => named('link', name),
    button: (name: Name) => named('button', name),
    radio: (name: string) => named('radio', name),
    checkbox: (name: string) => named('checkbox', name),
    summary: (name: Name) => page.locator('summary').filter({ hasText: name }),
    field: (label: string) => page.getByLabel(label, { exact: true }),
  };
}

/** Does it, and waits for the page that follows. */
async function followed(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), act()]);
}

function mouse(page: Page): Hands {
  const at = places(page);
  return {
    open: (link) => followed(page, () => at.link(link).click()),
    press: (button) => followed(page, () => at.button(button).click()),
    unfold: (summary) => at.summary(summary).click(),
    type: (label, text) => at.field(label).fill(text),
    pick: (radio) => at.radio(radio).check(),
    tick: (checkbox) => at.checkbox(checkbox).check(),
    async select(label, option) {
      await at.field(label).selectOption({ label: option });
    },
    choose: (label, file) => at.field(label).setInputFiles(file),
  };
}

/** More stops than the longest page has. */
const MOST_TABS = 150;
const MOST_ARROWS = 50;

function keyboard(page: Page): Hands {
  const at = places(page);
  const key = (name: string) => page.keyboard.press(name);
  // From the beginning: a dialog that opens before somebody waits for it is lost.
  page.on('filechooser', () => undefined);
  const hasFocus = async (wanted: Locator) => (await wanted.and(page.locator(':focus')).count()) > 0;

  async function tabTo(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      await key('Tab');
      if (await hasFocus(wanted)) return expectSeen(wanted);
    }
    throw new Error(`the keyboard does not reach ${String(wanted)} within ${MOST_TABS} tabs`);
  }

  return {
    async open(link) {
      await tabTo(at.link(link));
      await followed(page, () => key('Enter'));
    },
    async press(button) {
      await tabTo(at.button(button));
      await followed(page, () => key('Space'));
    },
    async unfold(summary) {
      await tabTo(at.summary(summary));
      await key('Enter');
    },
    async type(label, text) {
      await tabTo(at.field(label));
      await page.keyboard.type(text);
    },
    async pick(radio) {
      const wanted = at.radio(radio);
      // The whole group is one stop: its first choice, or the one that is made.
      const group = page.getByRole('radio');
      for (let tabs = 0; tabs < MOST_TABS && !(await hasFocus(group)); tabs += 1) await key('Tab');
      for (let arrows = 0; arrows < MOST_ARROWS && !(await hasFocus(wanted)); arrows += 1)
        await key('ArrowDown');
      await expectSeen(wanted);
      if (!(await wanted.isChecked())) await key('Space');
    },
    async tick(checkbox) {
      await tabTo(at.checkbox(checkbox));
      await key('Space');
    },
    async select(label, option) {
      await tabTo(at.field(label));
      await key('Home');
      const chosen = () => page.evaluate<string>('document.activeElement.selectedOptions[0].label');
      for (let arrows = 0; arrows < MOST_ARROWS && (await chosen()) !== option; arrows += 1)
        await key('ArrowDown');
      expect(await chosen()).toBe(option);
    },
    async choose(label, file) {
      await tabTo(at.field(label));
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), key('Enter')]);
      await chooser.setFiles(file);
    },
  };
}

/** Whoever cannot use a mouse has to see where they are: the focus is marked and comes into view. */
async function expectSeen(wanted: Locator): Promise<void> {
  const look = () =>
    wanted.page().evaluate<{ isMarked: boolean; isInView: boolean }>(`(() => {
      const { outlineStyle, boxShadow } = getComputedStyle(document.activeElement);
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return {
        isMarked: outlineStyle !== 'none' || boxShadow !== 'none',
        isInView: bottom > 0 && top < innerHeight,
      };
    })()`);
  await vi.waitFor(async () => {
    expect(await look(), `focus on ${String(wanted)}`).toEqual({ isMarked: true, isInView: true });
  }, 5000);
}
