import { el } from '../chat/dom.js';

const COLOURS = 8;

/** A figure of all nodes over the last minutes, one line each. The table below says the same in words. */
export class NodeChart {
  element;

  #canvas = el('canvas', { role: 'img' });
  #chart = null;
  #title;
  #figure;
  #format;
  #top;

  /**
   * @param {object} options
   * @param {string} options.title
   * @param {'load'|'connections'} options.figure
   * @param {(value: number) => string} options.format
   * @param {number} [options.top] where the scale ends; otherwise where the highest line does
   * @param {string} options.test
   */
  constructor({ title, figure, format, top, test }) {
    this.#title = title;
    this.#figure = figure;
    this.#format = format;
    this.#top = top;
    this.element = el(
      'figure',
      { class: 'chart', 'data-test': test },
      el('figcaption', {}, title),
      el('div', { class: 'canvas' }, this.#canvas),
    );
  }

  /** @param {import('./history.js').NodeHistory} history @param {number} now */
  show(history, now) {
    this.#chart ??= this.#make();
    const style = getComputedStyle(document.documentElement);
    this.#paint(style);
    this.#reach(history.reach(now) / 1000);
    this.#chart.data.datasets = history.nodes.map((node, at) => {
      const colour = style.getPropertyValue(`--line-${at % COLOURS}`).trim();
      const points = history.points(node, this.#figure, now);
      const lone = points.length === 1;
      return {
        label: node,
        data: points,
        borderColor: colour,
        backgroundColor: colour,
        borderDash: at < COLOURS ? [] : [6, 3],
        clip: 3,
        pointRadius: lone ? 3 : 0,
      };
    });
    this.#canvas.setAttribute('aria-label', `${this.#title}: ${this.#words(history, now)}`);
    this.#chart.update('none');
  }

  #reach(seconds) {
    const { x } = this.#chart.options.scales;
    x.min = -seconds;
    x.ticks.stepSize = seconds / (seconds > 120 ? 5 : 4);
  }

  close() {
    this.#chart?.destroy();
    this.#chart = null;
  }

  #words(history, now) {
    const latest = history.nodes.map((node) => {
      const value = history.points(node, this.#figure, now).at(-1)?.y;
      return `${node} ${value === null || value === undefined ? 'unknown' : this.#format(value)}`;
    });
    return latest.length === 0 ? 'no nodes' : latest.join(', ');
  }

  #make() {
    return new globalThis.Chart(this.#canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        elements: { line: { borderWidth: 2, cubicInterpolationMode: 'monotone' }, point: { hitRadius: 8 } },
        scales: {
          x: {
            type: 'linear',
            max: 0,
            border: { display: false },
            grid: { display: false },
            ticks: { maxRotation: 0, callback: ago },
          },
          y: {
            beginAtZero: true,
            max: this.#top,
            suggestedMax: this.#top ?? 4,
            border: { display: false },
            ticks: { maxTicksLimit: 5, precision: this.#top === undefined ? 0 : undefined, callback: this.#format },
          },
        },
        plugins: {
          legend: {
            position: 'bottom',
            align: 'start',
            labels: { boxWidth: 10, boxHeight: 10, useBorderRadius: true, borderRadius: 5 },
          },
          tooltip: {
            callbacks: {
              title: ([point]) => ago(point.parsed.x),
              label: (point) => `${point.dataset.label}: ${this.#format(point.parsed.y)}`,
            },
          },
        },
      },
    });
  }

  /** In the colours of the page, which may have turned dark. */
  #paint(style) {
    const ink = style.getPropertyValue('--soft').trim();
    const { options } = this.#chart;
    options.color = ink;
    options.font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
    options.scales.x.ticks.color = ink;
    options.scales.y.ticks.color = ink;
    options.scales.y.grid = { color: style.getPropertyValue('--line').trim() };
    options.plugins.legend.labels.color = ink;
  }
}

function ago(seconds) {
  const past = Math.round(-seconds);
  if (past === 0) return 'now';
  return past < 60 || past % 60 !== 0 ? `−${past} s` : `−${past / 60} min`;
}
