'use strict';
// After page.js, whose charts and words it uses.
(() => {
  const {charts, say, plots, drawn, colour, family, element, wrapped, cellValue, SMALL, LINE} = window.rerate;

  // ---- pictures and tables to take along ----
  const NS = 'http://www.w3.org/2000/svg';
  const drawing = (name, attributes, text) => {
    const made = document.createElementNS(NS, name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    if (text !== undefined) made.textContent = text;
    return made;
  };
  // The chart as it is seen, with its title above and the page's notice below: a picture travels without its page.
  const picture = plot => {
    const chart = charts[plot.dataset.chart];
    const [width, height] = [drawn.get(plot).getWidth(), drawn.get(plot).getHeight()];
    const notice = document.getElementById('notice');
    const title = wrapped(document.querySelector('h1').textContent + say('script.colon') + chart.title, width - 16, 15);
    const below = notice ? wrapped(notice.textContent, width - 16, SMALL) : [];
    const top = 12 + title.length * 19;
    const tall = top + height + below.length * LINE + 10;
    const svg = drawing('svg', {xmlns: NS, width, height: tall, viewBox: '0 0 ' + width + ' ' + tall, 'font-family': family()});
    svg.append(drawing('rect', {width: '100%', height: '100%', fill: colour('--paper')}));
    title.forEach((line, i) => svg.append(drawing('text', {x: 8, y: 20 + i * 19, 'font-size': 15, 'font-weight': 600, fill: colour('--ink')}, line)));
    const inner = plot.querySelector('svg').cloneNode(true);
    Object.entries({x: 0, y: top, width, height, viewBox: '0 0 ' + width + ' ' + height}).forEach(([key, value]) => inner.setAttribute(key, value));
    inner.removeAttribute('style');
    svg.append(inner);
    below.forEach((line, i) => svg.append(drawing('text', {x: 8, y: top + height + 12 + i * LINE, 'font-size': SMALL, fill: colour('--soft')}, line)));
    return {svg, width, tall, text: new XMLSerializer().serializeToString(svg)};
  };
  const save = (blob, name) => {
    const link = element('a', null, {download: name, href: URL.createObjectURL(blob)});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const SHARP = 2;
  const raster = (plot, use) => {
    const {width, tall, text} = picture(plot);
    const image = new Image();
    image.addEventListener('load', () => {
      const canvas = element('canvas', null, {width: width * SHARP, height: tall * SHARP});
      canvas.getContext('2d').drawImage(image, 0, 0, width * SHARP, tall * SHARP);
      canvas.toBlob(use, 'image/png');
    });
    image.src = 'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(text);
  };
  const told = (button, text) => {
    const was = button.dataset.was || button.textContent;
    button.dataset.was = was;
    button.textContent = text;
    setTimeout(() => { button.textContent = was; }, 1500);
  };
  // As in the CSV: a text that a spreadsheet would run gets an apostrophe before it.
  const RUN = /^[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/;
  const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
  const cellText = value => {
    if (value === null || value === undefined) return '';
    const text = String(value).replace(/\s+/g, ' ').trim();
    return typeof value === 'string' && RUN.test(text) && !NUMBER.test(text) ? "'" + text : text;
  };
  const tsv = rows => rows.map(row => row.map(cellText).join('\t')).join('\n') + '\n';
  // Rows as they are sorted and filtered, numbers in full.
  const ofTable = table => [...table.rows].filter(row => !row.hidden).map((row, i) => [...row.cells].map(cell => {
    if (i === 0) return (cell.querySelector('.head') || cell).textContent;
    const value = cellValue(cell);
    return typeof value === 'string' ? cell.textContent : value;
  }));
  const ofChart = chart => [chart.columns.map(column => column.title), ...chart.values[0].map((_, i) => chart.values.map(column => column[i]))];
  const copy = (text, button) => {
    const done = () => told(button, say('script.copied'));
    const old = () => {
      const area = element('textarea', text, {class: 'skip', readonly: ''});
      document.body.append(area);
      area.select();
      const copied = document.execCommand('copy');
      area.remove();
      if (copied) done(); else told(button, say('script.refused'));
    };
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, old); else old();
  };
  const rowsOf = id => charts[id] ? ofChart(charts[id]) : ofTable(document.querySelector('figure.table[id="' + id + '"] table'));
  const plotOf = id => plots.find(plot => plot.dataset.chart === id);
  const pageName = document.documentElement.dataset.name;
  const SAVES = {
    svg: (id, button) => save(new Blob([picture(plotOf(id)).text], {type: 'image/svg+xml'}), pageName + '-' + id + '.svg'),
    png: (id, button) => raster(plotOf(id), blob => save(blob, pageName + '-' + id + '.png')),
    tsv: (id, button) => copy(tsv(rowsOf(id)), button),
  };
  document.querySelectorAll('button[data-save]').forEach(button =>
    button.addEventListener('click', () => SAVES[button.dataset.save](button.closest('figure').id, button)));

  Object.assign(window.rerate, {picture, raster, plotOf, tsv, rowsOf});
})();
