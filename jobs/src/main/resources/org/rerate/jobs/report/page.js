'use strict';
(() => {
  const {charts, words, language} = JSON.parse(document.getElementById('data').textContent);
  const isChinese = language === 'zh';
  const say = (key, ...given) => words[key].replace(/\{(\d)\}/g, (_, place) => given[place]);
  const drawn = new Map();
  let isPrinting = false;
  const ROLES = {A: '--a', B: '--b', A_MORE: '--a-more', B_MORE: '--b-more', MEAN: '--mean', DAILY: '--mean', FOCUS: '--focus', OTHER: '--other'};
  const DASHES = {A: 'solid', B: 'solid', A_MORE: [6, 3], B_MORE: [6, 3], MEAN: [2, 3], OTHER: [8, 3, 2, 3]};
  const POINTS = {A: 'triangle', B: 'circle', A_MORE: 'diamond', B_MORE: 'rect', MEAN: 'rect', DAILY: 'rect', FOCUS: 'diamond', OTHER: 'diamond'};
  const WHOLE = 1 - 1e-9;
  const NOT_MEANINGFUL = words.mark;

  // ---- numbers, as the words of the page write them (Unit.java) ----
  const grouped = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const fixed = (value, decimals, plus) => {
    const text = Math.abs(value).toFixed(decimals);
    if (/^0(\.0*)?$/.test(text)) return text;
    const [whole, rest] = text.split('.');
    return (value < 0 ? '-' : plus ? '+' : '') + grouped(whole) + (rest ? '.' + rest : '');
  };
  const scaled = amount => {
    const rounded = Number(amount.toPrecision(3));
    const digits = rounded === 0 ? 1 : Math.max(1, Math.floor(Math.log10(rounded) + 1e-12) + 1);
    const power = Math.min(Math.floor((digits - 1) / 3), 4);
    if (power < 2) return grouped(rounded.toFixed(0));
    const text = (rounded / 10 ** (3 * power)).toFixed(Math.max(0, 3 - (digits - 3 * power)));
    const [whole, rest] = text.split('.');
    return grouped(whole) + (rest ? '.' + rest : '') + ['m', 'bn', 'trn'][power - 2];
  };
  const chinese = amount => {
    const rounded = Number(amount.toPrecision(3));
    const digits = rounded === 0 ? 1 : Math.max(1, Math.floor(Math.log10(rounded) + 1e-12) + 1);
    const [power, name] = digits > 12 ? [12, '万亿'] : digits > 8 ? [8, '亿'] : digits > 4 ? [4, '万'] : [0, ''];
    return fixed(rounded / 10 ** power, power === 0 ? 0 : Math.max(0, 3 - (digits - power))) + name;
  };
  const amountOf = amount => isChinese ? chinese(amount) : scaled(amount);
  const dollars = amount => isChinese ? chinese(amount) + '美元' : 'US$' + scaled(amount);
  const TIMES = isChinese ? '倍' : 'x';
  const PERCENT = isChinese ? '%' : ' %';
  const show = (value, unit) => {
    if (value === null || value === undefined) return '–';
    switch (unit) {
      case 'USD': return (value < 0 ? '-' : '') + dollars(Math.abs(value));
      case 'USD_CHANGE': return (value < 0 ? '-' : '+') + dollars(Math.abs(value));
      case 'AMOUNT': return (value < 0 ? '-' : '') + amountOf(Math.abs(value));
      case 'MULTIPLE': return fixed(value, value >= 100 ? 0 : 1) + TIMES;
      case 'FRACTION': return (value < WHOLE && value >= 0.9995 ? '>99.9' : fixed(value * 100, 1)) + PERCENT;
      case 'CHANGE': return fixed(value * 100, 1, true) + PERCENT;
      case 'POINTS': return fixed(value, 1);
      case 'COUNT': return fixed(value, 0);
      default: return String(value);
    }
  };
  const SCALES = isChinese ? [[1e12, '万亿'], [1e8, '亿'], [1e4, '万'], [1, '']] : [[1e12, 'trn'], [1e9, 'bn'], [1e6, 'm'], [1, '']];
  const axis = unit => value => {
    if (unit === 'FRACTION' || unit === 'CHANGE') return grouped(String(Number((value * 100).toPrecision(3)))) + PERCENT;
    if (unit === 'MULTIPLE') return Number(value.toPrecision(3)) + TIMES;
    if (unit === 'USD_CHANGE') return (value > 0 ? '+' : '') + axis('USD')(value);
    if (unit === 'USD' || unit === 'AMOUNT') {
      if (value === 0) return '0';
      const size = Math.abs(value);
      const [by, name] = SCALES.find(([least]) => size >= least) || [1, ''];
      return (value < 0 ? '-' : '') + grouped(String(Number((size / by).toPrecision(3)))) + name;
    }
    return String(Number(value.toPrecision(4)));
  };

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ofRole = role => colour(ROLES[role] || '--other');
  const element = (name, text, attributes) => {
    const made = document.createElement(name);
    if (text !== null && text !== undefined) made.textContent = text;
    Object.entries(attributes || {}).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  // ---- charts ----
  const reading = (chart, index) => {
    const x = chart.columns[chart.x];
    const lines = chart.columns
      .map((column, i) => ({column, value: chart.values[i][index]}))
      .filter((line, i) => i !== chart.x && line.value !== null && line.value !== '');
    return {title: show(chart.values[chart.x][index], x.unit), lines};
  };
  const tip = (chart, index) => {
    const {title, lines} = reading(chart, index);
    const box = element('div', null, {class: 'tip'});
    box.append(element('b', chart.kind === 'SCATTER' ? chart.values[0][index] : title));
    lines.filter(line => chart.kind !== 'SCATTER' || line.column !== chart.columns[0]).forEach(({column, value}) => {
      const line = element('span');
      line.append(element('i', column.title), element('strong', show(value, column.unit)));
      if (typeof value === 'number') line.append(element('i', String(value)));
      box.append(line);
    });
    return box;
  };
  // ---- room for labels: measured, because the library cuts or overprints what does not fit ----
  const TEXT = 12;
  const SMALL = 11;
  const LINE = 15;
  const pen = document.createElement('canvas').getContext('2d');
  const family = () => getComputedStyle(document.body).fontFamily;
  const widthOf = (text, size) => {
    pen.font = size + 'px ' + family();
    return Math.max(...text.split('\n').map(line => pen.measureText(line).width));
  };
  // Lines no wider than the room; a word that is wider is broken.
  const wrapped = (text, room, size) => {
    const out = [];
    let line = '';
    text.split(' ').forEach(word => {
      if (line && widthOf(line + ' ' + word, size) > room) {
        out.push(line);
        line = '';
      }
      line = line ? line + ' ' + word : word;
      while (widthOf(line, size) > room && line.length > 1) {
        let end = line.length - 1;
        while (end > 1 && widthOf(line.slice(0, end), size) > room) end--;
        out.push(line.slice(0, end));
        line = line.slice(end);
      }
    });
    return [...out, line];
  };
  const legend = (chart, width) => {
    const shown = chart.series.filter(s => !['LOW', 'HIGH'].includes(s.role));
    if (shown.length < 2) return {height: 0, option: {show: false}};
    const [icon, gap] = [22, 12];
    const names = Object.fromEntries(shown.map(s => [s.name, wrapped(s.name, width - icon - 12, TEXT).join('\n')]));
    const sizes = Object.values(names).map(name => ({w: icon + 8 + widthOf(name, TEXT), h: name.split('\n').length * LINE + 5}));
    const upright = sizes.reduce((sum, size) => sum + size.w + gap, 0) > width;
    const height = upright ? sizes.reduce((sum, size) => sum + size.h + 2, 0) : 20;
    return {height: height + 12, option: {
      top: 0, left: 0, itemWidth: icon, itemGap: upright ? 4 : gap, orient: upright ? 'vertical' : 'horizontal', icon: chart.kind === 'LINES' ? undefined : 'rect',
      textStyle: {color: colour('--ink'), lineHeight: LINE}, data: shown.map(s => s.name), formatter: name => names[name],
    }};
  };
  const base = (chart, width) => ({
    animation: false,
    textStyle: {color: colour('--ink'), fontFamily: family()},
    grid: {left: 4, right: 22, top: 16 + legend(chart, width).height, bottom: 10, containLabel: true},
    legend: legend(chart, width).option,
    tooltip: {
      trigger: chart.kind === 'SCATTER' ? 'item' : 'axis', confine: true, backgroundColor: colour('--paper'),
      borderColor: colour('--line'), textStyle: {color: colour('--ink')}, axisPointer: {type: chart.kind === 'LINES' ? 'line' : 'shadow'},
      formatter: given => tip(chart, (Array.isArray(given) ? given[0] : given).dataIndex),
    },
  });
  const valueAxis = (unit, more) => ({
    type: 'value', axisLabel: {formatter: axis(unit), color: colour('--soft'), hideOverlap: true},
    splitLine: {lineStyle: {color: colour('--line')}}, splitNumber: 4, ...more,
  });
  const nice = span => {
    const power = 10 ** Math.floor(Math.log10(span));
    return power * [1, 2, 2.5, 5, 10].find(step => step * power >= span * (1 - 1e-9));
  };
  // The extent in which every item finds room for the labels before and after it, in pixels: whole steps, a part of the interval between labelled lines.
  const PARTS = 5;
  const extent = (items, width) => {
    const low = Math.min(0, ...items.map(item => item.low));
    const high = Math.max(0, ...items.map(item => item.high));
    const interval = nice((high - low || 1) / (width < 180 ? 2 : width < 300 ? 3 : 4));
    const step = interval / PARTS;
    let first = Math.floor(low / step + 1e-9);
    let last = Math.ceil(high / step - 1e-9) || (low ? 0 : PARTS);
    for (let round = 0; round < 400; round++) {
      const pixels = width / (last - first) / step;
      const left = items.some(item => (item.low - first * step) * pixels < item.before);
      const right = items.some(item => (last * step - item.high) * pixels < item.after);
      if (!left && !right) break;
      first -= left ? 1 : 0;
      last += right ? 1 : 0;
    }
    return {first, last, step, min: first * step, max: last * step};
  };
  const isLabelled = tick => tick % PARTS === 0;
  const extentAxis = (unit, {first, last, step, min, max}, more) => {
    const ticks = Array.from({length: last - first + 1}, (_, i) => first + i);
    const given = valueAxis(unit, more);
    return {
      ...given, min, max, interval: step, axisTick: {show: false},
      splitLine: {lineStyle: {color: ticks.map(tick => isLabelled(tick) ? colour('--line') : 'transparent')}},
      axisLabel: {...given.axisLabel, formatter: value => isLabelled(Math.round(value / step)) ? axis(unit)(Math.round(value / step) * step) : ''},
    };
  };
  const marks = chart => chart.marks.length === 0 ? undefined : {
    symbol: 'none', silent: true,
    data: chart.marks.map(mark => ({
      ...(mark.y === null ? {xAxis: mark.x} : {yAxis: mark.y}),
      label: {show: mark.label !== '', formatter: () => mark.label + ' ' + show(mark.y, chart.unit), position: 'insideEndTop', color: colour('--soft')},
      lineStyle: {color: colour('--soft'), type: 'dashed', width: 1},
    })),
  };
  // What holds until the next value.
  const STEPS = ['gap', 'ratio'];
  const lines = (chart, width) => {
    const dates = chart.values[chart.x];
    const at = role => chart.series.find(s => s.role === role);
    const low = at('LOW') && chart.values[at('LOW').at];
    const series = chart.series.map((s, i) => {
      let values = chart.values[s.at];
      const band = s.role === 'LOW' || s.role === 'HIGH';
      if (s.role === 'HIGH') values = values.map((v, j) => v === null ? null : v - low[j]);
      const known = values.filter(v => v !== null).length;
      const data = dates.map((date, j) => [date, values[j]]);
      const markLine = i === chart.series.length - 1 ? marks(chart) : undefined;
      if (s.role === 'DAILY') return {type: 'bar', name: s.name, data, barMaxWidth: 6, itemStyle: {color: ofRole(s.role)}, markLine};
      return {
        type: 'line', name: s.name, data, connectNulls: false,
        showSymbol: !band && known < 40, symbolSize: 6, symbol: POINTS[s.role], step: STEPS.includes(chart.columns[s.at].name) ? 'end' : false,
        stack: band ? 'band' : undefined, stackStrategy: 'all', silent: band,
        lineStyle: band ? {opacity: 0} : {color: ofRole(s.role), width: s.role === 'MEAN' ? 1.5 : 2, type: DASHES[s.role]},
        itemStyle: {color: band ? colour('--band') : ofRole(s.role), opacity: band ? 0 : 1},
        areaStyle: s.role === 'HIGH' ? {color: colour('--band'), opacity: 1} : undefined, markLine,
      };
    });
    return {...base(chart, width), xAxis: {type: 'time', axisLabel: {color: colour('--soft'), hideOverlap: true}, axisLine: {lineStyle: {color: colour('--soft')}}},
      yAxis: valueAxis(chart.unit, {scale: !at('DAILY')}), series};
  };
  // Categories down the left side, values to the right: both axes and the grid, from what the labels need.
  const ladder = (chart, width, unit, items) => {
    const names = chart.values[chart.x].map(text => wrapped(String(text).replace(/_/g, ' '), Math.min(240, 0.36 * width), TEXT).join('\n'));
    const left = Math.ceil(Math.max(0, ...names.map(name => widthOf(name, TEXT)))) + 14;
    // The last line of the axis may lie on the grid's edge, with half of its label beyond.
    const ends = extent(items, width - left - 26);
    const right = Math.max(26, Math.ceil(Math.max(...[ends.min, ends.max].map(end => widthOf(axis(unit)(end), TEXT))) / 2) + 8);
    const top = 8 + legend(chart, width).height;
    const bars = chart.kind === 'BARS' ? chart.series.length : 1;
    const row = Math.max(isPrinting ? 8 + 13 * bars : 14 + 20 * bars, ...names.map(name => name.split('\n').length * LINE + 8));
    return {
      ...base(chart, width), height: top + names.length * row + 30,
      grid: {left, right, top, bottom: 30, containLabel: false},
      xAxis: extentAxis(unit, extent(items, width - left - right)),
      yAxis: {
        type: 'category', inverse: true, data: names, axisTick: {show: false}, axisLine: {lineStyle: {color: colour('--soft')}},
        axisLabel: {color: colour('--ink'), interval: 0, fontSize: TEXT, lineHeight: LINE},
      },
    };
  };
  const FAINT = '59';
  const valueLabel = text => ({show: true, color: colour('--ink'), fontSize: SMALL, formatter: text});
  const room = text => widthOf(text, SMALL) + 10;
  // What is not meaningful decides on no axis: its bar is faint and ends a little beyond the longest of the others.
  const bars = (chart, width) => {
    const doubtful = new Set(chart.doubts.map(doubt => doubt.row + '/' + doubt.column));
    const isDoubtful = (s, i) => doubtful.has(i + '/' + s.at);
    const sound = chart.series.flatMap(s => chart.values[s.at].filter((v, i) => v !== null && !isDoubtful(s, i)));
    const longest = 1.15 * Math.max(0, ...sound.map(Math.abs));
    const drawnAs = (s, i) => {
      const value = chart.values[s.at][i];
      return value === null || !isDoubtful(s, i) || longest === 0 ? value : Math.sign(value) * Math.min(Math.abs(value), longest);
    };
    const text = (s, i) => show(chart.values[s.at][i], chart.unit) + (isDoubtful(s, i) ? NOT_MEANINGFUL : '');
    const items = chart.series.flatMap(s => chart.values[s.at].flatMap((v, i) => {
      const value = drawnAs(s, i);
      return value === null ? [] : [{low: Math.min(0, value), high: Math.max(0, value), before: value < 0 ? room(text(s, i)) : 0, after: value < 0 ? 0 : room(text(s, i))}];
    }));
    return {
      ...ladder(chart, width, chart.unit, items),
      series: chart.series.map(s => ({
        type: 'bar', name: s.name, itemStyle: {color: ofRole(s.role)}, barMaxWidth: 22, barGap: '12%', label: valueLabel(given => text(s, given.dataIndex)),
        data: chart.values[s.at].map((v, i) => v === null ? null : {
          value: drawnAs(s, i), label: {position: v < 0 ? 'left' : 'right'},
          ...(isDoubtful(s, i) ? {itemStyle: {color: ofRole(s.role) + FAINT, borderColor: ofRole(s.role), borderType: 'dashed', borderWidth: 1}} : {}),
        }),
      })),
    };
  };
  const waterfall = (chart, width) => {
    const values = chart.values[chart.series[0].at];
    let level = 0;
    const spans = values.map((value, i) => {
      const total = i === 0 || i === values.length - 1;
      const from = total ? 0 : level;
      level = value === null ? level : total ? value : level + value;
      return {low: value === null ? level : Math.min(from, level), high: value === null ? level : Math.max(from, level), total, value};
    });
    const text = span => show(span.value, span.total ? 'USD' : 'USD_CHANGE');
    const tone = span => span.total ? ofRole(chart.series[0].role) : colour(span.value < 0 ? '--a-more' : '--other');
    const part = (of, labelled) => ({
      type: 'bar', stack: 'steps', barMaxWidth: 26, data: spans.map(span => ({value: of(span), itemStyle: {color: tone(span)}})),
      label: labelled ? {...valueLabel(given => text(spans[given.dataIndex])), position: 'right'} : {show: false},
    });
    const hidden = of => ({type: 'bar', stack: 'steps', silent: true, itemStyle: {color: 'transparent'}, data: spans.map(of)});
    return {...ladder(chart, width, 'USD', spans.map(span => ({low: span.low, high: span.high, before: 0, after: room(text(span))}))), series: [
      hidden(span => Math.max(0, span.low)), hidden(span => Math.min(0, span.high)),
      part(span => Math.min(0, span.low) - Math.min(0, span.high), false), part(span => Math.max(0, span.high) - Math.max(0, span.low), true),
    ]};
  };
  // Where the names of points go that have room for one: beside the point, over no other point or name.
  const placed = (points, inside) => {
    const overlaps = (p, q) => p.x < q.x + q.w && q.x < p.x + p.w && p.y < q.y + q.h && q.y < p.y + p.h;
    const taken = points.map(point => ({x: point.px - 6, y: point.py - 6, w: 12, h: 12}));
    const places = new Map();
    points.forEach(point => {
      const [w, h] = [widthOf(point.name, SMALL), LINE];
      const found = [['right', point.px + 8, point.py - h / 2], ['left', point.px - 8 - w, point.py - h / 2], ['top', point.px - w / 2, point.py - 9 - h], ['bottom', point.px - w / 2, point.py + 9]]
        .map(([position, x, y]) => ({position, box: {x, y, w, h}}))
        .find(({box}) => box.x >= 0 && box.y >= 0 && box.x + box.w <= inside.width && box.y + box.h <= inside.height && !taken.some(other => overlaps(box, other)));
      if (!found || places.size >= NAMED) return;
      places.set(point.i, found.position);
      taken.push(found.box);
    });
    return places;
  };
  // The points farthest from the diagonal bear their names.
  const NAMED = 10;
  const scatter = (chart, width) => {
    const x = chart.values[chart.x];
    const points = chart.series.flatMap(s => chart.values[s.at].map((y, i) => ({x: x[i], y, i, name: String(chart.values[0][i])})).filter(point => point.x !== null && point.y !== null));
    const grid = {left: 52, right: 26, top: 30 + legend(chart, width).height, bottom: 48, containLabel: false};
    const inside = {width: width - grid.left - grid.right, height: heightOf('SCATTER') + legend(chart, width).height - grid.top - grid.bottom};
    const across = extent(points.map(point => ({low: point.x, high: point.x, before: 8, after: 8})), inside.width);
    const up = extent(points.map(point => ({low: point.y, high: point.y, before: 8, after: 8})), inside.height);
    const [from, to] = [Math.max(across.min, up.min), Math.min(across.max, up.max)];
    points.forEach(point => {
      point.px = (point.x - across.min) / (across.max - across.min) * inside.width;
      point.py = (up.max - point.y) / (up.max - up.min) * inside.height;
    });
    const places = placed(points.sort((p, q) => Math.abs(q.y - q.x) - Math.abs(p.y - p.x)), inside);
    const soft = {lineStyle: {color: colour('--soft')}};
    return {...base(chart, width), grid,
      xAxis: extentAxis(chart.unit, across, {name: chart.columns[chart.x].title, nameLocation: 'middle', nameGap: 28, nameTextStyle: {color: colour('--soft')}, axisLine: {onZero: false, ...soft}}),
      yAxis: extentAxis(chart.unit, up, {name: say('script.change-of-price'), nameGap: 10, nameTextStyle: {color: colour('--soft'), align: 'left'}, axisLine: {show: true, onZero: false, ...soft}}),
      series: [...chart.series.map(s => ({
        type: 'scatter', name: s.name, symbol: POINTS[s.role], symbolSize: 9, itemStyle: {color: ofRole(s.role), opacity: .8},
        data: chart.values[s.at].map((y, i) => ({value: [x[i], y], label: y !== null && places.has(i)
          ? {...valueLabel(() => chart.values[0][i]), position: places.get(i)} : {show: false}})),
      })), {
        type: 'line', silent: true, showSymbol: false, tooltip: {show: false}, lineStyle: {color: colour('--soft'), type: 'dashed', width: 1},
        data: from < to ? [[from, from], [to, to]] : [],
      }]};
  };
  const heightOf = kind => kind === 'SCATTER' ? (isPrinting ? 300 : 400) : (isPrinting ? 225 : 290);
  const OPTIONS = {LINES: lines, BARS: bars, WATERFALL: waterfall, SCATTER: scatter};

  const draw = (plot, width) => {
    const chart = charts[plot.dataset.chart];
    const room = width || plot.clientWidth;
    const {height, ...option} = OPTIONS[chart.kind](chart, room);
    const tall = height || heightOf(chart.kind) + legend(chart, room).height;
    plot.style.height = tall + 'px';
    if (!drawn.has(plot)) drawn.set(plot, echarts.init(plot, null, {renderer: 'svg', width: room, height: tall, locale: isChinese ? 'ZH' : 'EN'}));
    drawn.get(plot).resize({width: room, height: tall});
    drawn.get(plot).setOption(option, true);
    scale(plot);
  };
  // So that paper, or a narrow screen before the next drawing, shrinks the picture instead of cutting it.
  const scale = plot => {
    const svg = plot.querySelector('svg');
    if (svg) svg.setAttribute('viewBox', '0 0 ' + drawn.get(plot).getWidth() + ' ' + drawn.get(plot).getHeight());
  };
  const plots = [...document.querySelectorAll('.plot')];
  const redraw = width => plots.forEach(plot => draw(plot, width && width(plot)));

  plots.forEach(plot => {
    const chart = charts[plot.dataset.chart];
    const count = chart.values[chart.x].length;
    let index = count - 1;
    plot.addEventListener('keydown', event => {
      const step = {ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, PageUp: -20, PageDown: 20, Home: -count, End: count}[event.key];
      if (step === undefined || count === 0) return;
      event.preventDefault();
      index = Math.max(0, Math.min(count - 1, index + step));
      const told = reading(chart, index);
      plot.parentElement.querySelector('.reading').textContent =
        told.title + say('script.colon') + told.lines.map(({column, value}) => column.title + ' ' + show(value, column.unit)).join(say('script.comma'));
      const series = chart.kind === 'WATERFALL' ? 3 : chart.series.findIndex(s => chart.values[s.at][index] !== null);
      drawn.get(plot).dispatchAction({type: 'showTip', seriesIndex: Math.max(0, series), dataIndex: index});
    });
  });

  // ---- tables ----
  const cellValue = cell => {
    const given = cell.dataset.v;
    if (given !== undefined) return given === '' ? null : Number(given);
    return cell.textContent === '–' ? null : cell.textContent;
  };
  const sortBy = (table, place, head) => {
    const numeric = head.classList.contains('n');
    const was = head.getAttribute('aria-sort');
    const order = was === 'descending' ? 'ascending' : was === 'ascending' ? 'descending' : numeric ? 'descending' : 'ascending';
    table.querySelectorAll('th[aria-sort]').forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', order);
    const sign = order === 'ascending' ? 1 : -1;
    const body = table.tBodies[0];
    const rows = [...body.rows].map(row => ({row, value: cellValue(row.cells[place])}));
    rows.sort((x, y) => {
      if (x.value === null || y.value === null) return (x.value === null) - (y.value === null);
      return sign * (numeric ? x.value - y.value : String(x.value).localeCompare(String(y.value)));
    });
    body.append(...rows.map(({row}) => row));
  };
  const sortable = table => [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = head.querySelector('button');
    if (button) button.addEventListener('click', () => sortBy(table, place, head));
  });
  document.querySelectorAll('table').forEach(sortable);

  document.querySelectorAll('input[data-filter]').forEach(input => {
    const figure = document.getElementById(input.dataset.filter);
    const count = figure.querySelector('.count');
    const rows = [...figure.querySelectorAll('tbody tr')].map(row => ({row, text: row.textContent.toLowerCase().replace(/_/g, ' ')}));
    input.addEventListener('input', () => {
      const wanted = input.value.toLowerCase().replace(/_/g, ' ').split(/\s+/).filter(word => word);
      let shown = 0;
      rows.forEach(({row, text}) => {
        row.hidden = !wanted.every(word => text.includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = wanted.length ? say('script.rows-of', shown, rows.length) : say('page.rows', rows.length);
    });
  });

  document.querySelectorAll('button[data-table]').forEach(button => button.addEventListener('click', () => {
    const chart = charts[button.dataset.table];
    const place = button.closest('details').querySelector('.astable');
    place.hidden = !place.hidden;
    button.textContent = say(place.hidden ? 'page.as-table' : 'script.hide-table');
    if (place.firstChild) return;
    const table = element('table');
    const head = table.createTHead().insertRow();
    chart.columns.forEach(column => head.append(element('th', column.title, {scope: 'col'})));
    const body = table.createTBody();
    chart.values[0].forEach((_, i) => {
      const row = body.insertRow();
      chart.columns.forEach((column, j) => {
        const value = chart.values[j][i];
        const number = typeof value === 'number';
        const doubt = chart.doubts.some(one => one.row === i && one.column === j) ? NOT_MEANINGFUL : '';
        row.append(element('td', value === null ? '–' : show(value, column.unit) + doubt, number ? {class: 'n', title: String(value)} : {}));
      });
    });
    place.append(table);
  }));

  // ---- dark, light, print ----
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const dark = () => document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : system.matches;
  const labelled = () => { button.textContent = say(dark() ? 'page.light' : 'page.dark'); button.setAttribute('aria-pressed', String(dark())); };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    labelled();
    redraw();
  });
  system.addEventListener('change', () => { labelled(); redraw(); });
  // Drawn larger than they are printed; a full line of the sheet is 703 wide.
  const PAPER = plot => plot.closest('.third') ? 330 : plot.closest('.half') ? 460 : 1000;
  const printing = on => {
    isPrinting = on;
    redraw(on ? PAPER : undefined);
  };
  window.matchMedia('print').addEventListener('change', event => printing(event.matches));
  window.addEventListener('beforeprint', () => printing(true));
  window.addEventListener('afterprint', () => printing(false));
  let waiting;
  window.addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(() => redraw(), 120); });

  labelled();
  redraw();
  document.documentElement.dataset.ready = 'true';
  window.rerate = {show, charts, say, plots, drawn, colour, family, element, wrapped, cellValue, SMALL, LINE};
})();
