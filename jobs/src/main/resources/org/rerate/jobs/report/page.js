'use strict';
(() => {
  const charts = JSON.parse(document.getElementById('data').textContent);
  const drawn = new Map();
  const ROLES = {A: '--a', B: '--b', A_MORE: '--a-more', B_MORE: '--b-more', MEAN: '--mean', OTHER: '--other'};
  const DASHES = {A: 'solid', B: 'solid', A_MORE: [6, 3], B_MORE: [6, 3], MEAN: [2, 3], OTHER: [8, 3, 2, 3]};
  const POINTS = {A: 'triangle', B: 'circle', A_MORE: 'diamond', B_MORE: 'rect', MEAN: 'rect', OTHER: 'diamond'};
  const NARROW = 520;

  // ---- numbers, as the words of the page write them (Unit.java) ----
  const fixed = (value, decimals, plus) => {
    let text = Math.abs(value).toFixed(decimals);
    if (/^0(\.0*)?$/.test(text)) return text;
    const [whole, rest] = text.split('.');
    text = whole + (rest ? '.' + rest : '');
    return (value < 0 ? '-' : plus ? '+' : '') + text;
  };
  const grouped = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const scaled = amount => {
    const rounded = Number(amount.toPrecision(3));
    const digits = rounded === 0 ? 1 : Math.max(1, Math.floor(Math.log10(rounded) + 1e-12) + 1);
    const power = Math.min(Math.floor((digits - 1) / 3), 4);
    if (power < 2) return grouped(rounded.toFixed(0));
    const text = (rounded / 10 ** (3 * power)).toFixed(Math.max(0, 3 - (digits - 3 * power)));
    const [whole, rest] = text.split('.');
    return grouped(whole) + (rest ? '.' + rest : '') + ['m', 'bn', 'trn'][power - 2];
  };
  const show = (value, unit) => {
    if (value === null || value === undefined) return '–';
    switch (unit) {
      case 'USD': return (value < 0 ? '-US$' : 'US$') + scaled(Math.abs(value));
      case 'USD_CHANGE': return (value < 0 ? '-US$' : '+US$') + scaled(Math.abs(value));
      case 'AMOUNT': return (value < 0 ? '-' : '') + scaled(Math.abs(value));
      case 'MULTIPLE': return fixed(value, value >= 100 ? 0 : 1) + 'x';
      case 'FRACTION': return fixed(value * 100, 1) + ' %';
      case 'CHANGE': return fixed(value * 100, 1, true) + ' %';
      case 'POINTS': return fixed(value, 1);
      case 'COUNT': return grouped(fixed(value, 0));
      default: return String(value);
    }
  };
  const axis = unit => value => {
    if (unit === 'FRACTION' || unit === 'CHANGE') return Number((value * 100).toPrecision(3)) + ' %';
    if (unit === 'MULTIPLE') return Number(value.toPrecision(3)) + 'x';
    if (unit === 'USD_CHANGE') return (value > 0 ? '+' : '') + axis('USD')(value);
    if (unit === 'USD' || unit === 'AMOUNT') {
      if (value === 0) return '0';
      const size = Math.abs(value);
      const [by, name] = size >= 1e12 ? [1e12, 'trn'] : size >= 1e9 ? [1e9, 'bn'] : size >= 1e6 ? [1e6, 'm'] : [1, ''];
      return (value < 0 ? '-' : '') + Number((size / by).toPrecision(3)) + name;
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
  const base = chart => ({
    animation: false,
    textStyle: {color: colour('--ink'), fontFamily: getComputedStyle(document.body).fontFamily},
    grid: {left: 4, right: 18, top: chart.series.length > 1 ? 40 : 16, bottom: 4, containLabel: true},
    legend: chart.series.length > 1 ? {
      top: 0, left: 0, itemWidth: 22, textStyle: {color: colour('--ink')}, icon: chart.kind === 'LINES' ? undefined : 'rect',
      data: chart.series.filter(s => !['LOW', 'HIGH'].includes(s.role)).map(s => s.name), formatter: name => name,
    } : {show: false},
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
  const marks = chart => chart.marks.length === 0 ? undefined : {
    symbol: 'none', silent: true,
    data: chart.marks.map(mark => ({
      ...(mark.y === null ? {xAxis: mark.x} : {yAxis: mark.y}),
      label: {show: mark.label !== '', formatter: () => mark.label + ' ' + show(mark.y, chart.unit), position: 'insideEndTop', color: colour('--soft')},
      lineStyle: {color: colour('--soft'), type: 'dashed', width: 1},
    })),
  };
  const lines = chart => {
    const dates = chart.values[chart.x];
    const at = role => chart.series.find(s => s.role === role);
    const low = at('LOW') && chart.values[at('LOW').at];
    const series = chart.series.map((s, i) => {
      let values = chart.values[s.at];
      const band = s.role === 'LOW' || s.role === 'HIGH';
      if (s.role === 'HIGH') values = values.map((v, j) => v === null ? null : v - low[j]);
      const known = values.filter(v => v !== null).length;
      return {
        type: 'line', name: s.name, data: dates.map((date, j) => [date, values[j]]), connectNulls: false,
        showSymbol: !band && known < 40, symbolSize: 6, symbol: POINTS[s.role], step: s.name === 'gap' || s.name === 'capex' ? 'end' : false,
        stack: band ? 'band' : undefined, stackStrategy: 'all', silent: band,
        lineStyle: band ? {opacity: 0} : {color: ofRole(s.role), width: s.role === 'MEAN' ? 1.5 : 2, type: DASHES[s.role]},
        itemStyle: {color: band ? colour('--band') : ofRole(s.role), opacity: band ? 0 : 1},
        areaStyle: s.role === 'HIGH' ? {color: colour('--band'), opacity: 1} : undefined,
        markLine: i === chart.series.length - 1 ? marks(chart) : undefined,
      };
    });
    return {...base(chart), xAxis: {type: 'time', axisLabel: {color: colour('--soft'), hideOverlap: true}, axisLine: {lineStyle: {color: colour('--soft')}}},
      yAxis: valueAxis(chart.unit, {scale: true}), series};
  };
  const categories = chart => ({
    type: 'category', inverse: true, data: chart.values[chart.x].map(text => String(text)),
    axisLabel: {color: colour('--ink'), formatter: text => text.replace(/_/g, ' '), width: 150, overflow: 'break', interval: 0},
    axisTick: {show: false}, axisLine: {lineStyle: {color: colour('--soft')}},
  });
  const bars = chart => ({
    ...base(chart), grid: {...base(chart).grid, right: 64}, xAxis: valueAxis(chart.unit), yAxis: categories(chart),
    series: chart.series.map(s => ({
      type: 'bar', name: s.name, data: chart.values[s.at], itemStyle: {color: ofRole(s.role)}, barMaxWidth: 22, barGap: '12%',
      label: {show: true, position: 'right', formatter: given => show(chart.values[s.at][given.dataIndex], chart.unit), color: colour('--ink'), fontSize: 11},
    })).map(s => ({...s, data: s.data.map(v => v === null ? null : {value: v, label: {position: v < 0 ? 'left' : 'right'}})})),
  });
  const waterfall = chart => {
    const values = chart.values[chart.series[0].at];
    let level = 0;
    const spans = values.map((value, i) => {
      const total = i === 0 || i === values.length - 1;
      const from = total ? 0 : level;
      level = total ? value : level + value;
      return {low: Math.min(from, level), high: Math.max(from, level), total, value};
    });
    const tone = span => span.total ? ofRole(chart.series[0].role) : colour(span.value < 0 ? '--a-more' : '--other');
    const part = (of, labelled) => ({
      type: 'bar', stack: 'steps', barMaxWidth: 26, data: spans.map(span => ({value: of(span), itemStyle: {color: tone(span)}})),
      label: labelled ? {show: true, position: 'right', color: colour('--ink'), fontSize: 11,
        formatter: given => show(spans[given.dataIndex].value, spans[given.dataIndex].total ? 'USD' : 'USD_CHANGE')} : {show: false},
    });
    const hidden = of => ({type: 'bar', stack: 'steps', silent: true, itemStyle: {color: 'transparent'}, data: spans.map(of)});
    return {...base(chart), grid: {...base(chart).grid, right: 84}, xAxis: valueAxis('USD'), yAxis: categories(chart), series: [
      hidden(span => Math.max(0, span.low)), hidden(span => Math.min(0, span.high)),
      part(span => Math.min(0, span.low) - Math.min(0, span.high), false), part(span => Math.max(0, span.high) - Math.max(0, span.low), true),
    ]};
  };
  const scatter = chart => {
    const x = chart.values[chart.x];
    const all = x.concat(...chart.series.map(s => chart.values[s.at])).filter(v => v !== null);
    const ends = [Math.min(0, ...all), Math.max(0, ...all)];
    return {...base(chart), grid: {...base(chart).grid, bottom: 24},
      xAxis: valueAxis(chart.unit, {name: chart.columns[chart.x].title, nameLocation: 'middle', nameGap: 26, nameTextStyle: {color: colour('--soft')}}),
      yAxis: valueAxis(chart.unit, {name: ''}),
      series: chart.series.map((s, i) => ({
        type: 'scatter', name: s.name, symbol: POINTS[s.role], symbolSize: 9, itemStyle: {color: ofRole(s.role), opacity: .8},
        data: chart.values[s.at].map((y, j) => [x[j], y]),
        markLine: i ? undefined : {symbol: 'none', silent: true, label: {show: false}, lineStyle: {color: colour('--soft'), type: 'dashed'},
          data: [[{coord: [ends[0], ends[0]]}, {coord: [ends[1], ends[1]]}]]},
      }))};
  };
  const OPTIONS = {LINES: lines, BARS: bars, WATERFALL: waterfall, SCATTER: scatter};

  const height = chart => {
    const rows = chart.values[chart.x].length;
    if (chart.kind === 'BARS') return 60 + rows * (14 + 20 * chart.series.length);
    return chart.kind === 'WATERFALL' ? 50 + rows * 34 : chart.kind === 'SCATTER' ? 400 : 300;
  };
  const draw = plot => {
    const chart = charts[plot.dataset.chart];
    if (!drawn.has(plot)) {
      plot.style.height = height(chart) + 'px';
      drawn.set(plot, echarts.init(plot, null, {renderer: 'svg'}));
    }
    drawn.get(plot).setOption(OPTIONS[chart.kind](chart), true);
    scale(plot);
  };
  // So that paper, or a narrow screen before the next drawing, shrinks the picture instead of cutting it.
  const scale = plot => {
    const svg = plot.querySelector('svg');
    if (svg) svg.setAttribute('viewBox', '0 0 ' + drawn.get(plot).getWidth() + ' ' + drawn.get(plot).getHeight());
  };
  const plots = [...document.querySelectorAll('.plot')];
  const redraw = () => plots.forEach(draw);
  const fit = width => drawn.forEach((chart, plot) => {
    chart.resize(width ? {width} : {width: 'auto'});
    scale(plot);
  });

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
        told.title + ': ' + told.lines.map(({column, value}) => column.title + ' ' + show(value, column.unit)).join(', ');
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
      const words = input.value.toLowerCase().replace(/_/g, ' ').split(/\s+/).filter(word => word);
      let shown = 0;
      rows.forEach(({row, text}) => {
        row.hidden = !words.every(word => text.includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = words.length ? shown + ' of ' + rows.length + ' rows' : rows.length + ' rows';
    });
  });

  document.querySelectorAll('button[data-table]').forEach(button => button.addEventListener('click', () => {
    const chart = charts[button.dataset.table];
    const place = button.closest('details').querySelector('.astable');
    place.hidden = !place.hidden;
    button.textContent = place.hidden ? 'Show as table' : 'Hide table';
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
        row.append(element('td', value === null ? '–' : show(value, column.unit), number ? {class: 'n', title: String(value)} : {}));
      });
    });
    place.append(table);
  }));

  // ---- dark, light, print ----
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const button = document.getElementById('theme');
  const dark = () => document.documentElement.dataset.theme ? document.documentElement.dataset.theme === 'dark' : system.matches;
  const labelled = () => { button.textContent = dark() ? 'Light' : 'Dark'; button.setAttribute('aria-pressed', String(dark())); };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = dark() ? 'light' : 'dark';
    labelled();
    redraw();
  });
  system.addEventListener('change', () => { labelled(); redraw(); });
  const PAPER = 700;
  const printing = on => { if (on) { redraw(); fit(PAPER); } else { redraw(); fit(); } };
  window.matchMedia('print').addEventListener('change', event => printing(event.matches));
  window.addEventListener('beforeprint', () => printing(true));
  window.addEventListener('afterprint', () => printing(false));
  let waiting;
  window.addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(() => fit(), 120); });

  labelled();
  redraw();
  document.documentElement.dataset.ready = 'true';
  window.rerate = {show};
})();
