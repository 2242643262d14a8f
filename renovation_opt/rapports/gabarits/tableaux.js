// Tables that sort, filter, page and download.
//
// Answers for: `window.tableaux` (name of a long table -> Tableau) and `window.page` (data, words, numbers).
// A short table keeps the rows it came with; a long one makes its rows from the data, a page at a time, and all of
// them for print, after the rest of the page.  Every text is set as text: no name can become an element.
"use strict";
(() => {
  const LIGNES = 25;
  const CHERCHER_DES = 12;
  const FORMULES = ["=", "+", "-", "@", "\t", "\r", "'"];
  const source = document.getElementById("donnees");
  const page = source ? JSON.parse(source.textContent) : { langue: "fr", mots: {}, tableaux: {} };
  const ordre = new Intl.Collator(page.langue, { numeric: true, sensitivity: "base" });
  const ecrivains = new Map();

  function dire(cle, valeurs = {}) {
    return Object.entries(valeurs).reduce((t, [nom, v]) => t.replaceAll(`{${nom}}`, v), page.mots[cle] ?? cle);
  }

  function nombre(valeur, decimales = 0) {
    if (!ecrivains.has(decimales)) {
      const regle = { minimumFractionDigits: decimales, maximumFractionDigits: decimales };
      ecrivains.set(decimales, new Intl.NumberFormat(page.langue, regle));
    }
    return ecrivains.get(decimales).format(String(valeur));
  }

  function euros(valeur) {
    return page.langue === "fr" ? `${nombre(valeur)}\u00a0€` : `€${nombre(valeur)}`;
  }

  function lire(valeur, colonne) {
    if (typeof valeur === "string") return valeur;
    if (colonne.nature === "annee") return String(valeur);
    if (valeur === null || (colonne.totale && valeur === 0)) return "–";
    return colonne.nature === "euros" ? euros(valeur) : nombre(valeur, colonne.decimales);
  }

  function creer(nom, attributs = {}, ...enfants) {
    const element = document.createElement(nom);
    for (const [cle, valeur] of Object.entries(attributs)) element.setAttribute(cle, valeur);
    element.append(...enfants);
    return element;
  }

  function enCsv(valeur) {
    const francais = page.langue === "fr";
    if (typeof valeur === "number") return francais ? String(valeur).replace(".", ",") : String(valeur);
    const texte = FORMULES.some((debut) => valeur.startsWith(debut)) ? `'${valeur}` : valeur;
    return /[";,\n\r]/.test(texte) ? `"${texte.replaceAll('"', '""')}"` : texte;
  }

  class Tableau {
    constructor(table) {
      this.table = table;
      this.code = table.dataset.tableau;
      this.legende = table.dataset.legende;
      this.corps = table.tBodies[0];
      this.donnees = page.tableaux[this.code];
      this.rangees = this.donnees ? this.#longues() : this.#courtes();
      this.garder = () => true;
      this.texte = "";
      this.tri = { colonne: -1, sens: 0 };
      this.premiere = 0;
      this.#preparerEntetes();
      this.#preparerOutils();
      this.montrer();
    }

    #longues() {
      return this.donnees.rangees.map((valeurs, i) => ({ valeurs, repere: this.donnees.reperes[i], noeud: null }));
    }

    #courtes() {
      const valeur = (c) => (c.dataset.v === undefined ? c.textContent : Number(c.dataset.v));
      return [...this.corps.rows].map((noeud) => ({ noeud, valeurs: [...noeud.cells].map(valeur) }));
    }

    #preparerEntetes() {
      const entetes = [...this.table.tHead.rows[0].cells];
      this.titres = entetes.map((entete) => entete.textContent.trim());
      entetes.forEach((entete, j) => {
        const nom = dire("trier", { colonne: this.titres[j], legende: this.legende });
        entete.append("\u00a0", creer("button", { type: "button", class: "tri", "aria-label": nom }));
        entete.addEventListener("click", () => this.trier(j));
      });
    }

    #preparerOutils() {
      const outils = creer("div", { class: "outils" });
      if (this.rangees.length > CHERCHER_DES) {
        const nom = dire("filtrer", { legende: this.legende });
        this.champ = creer("input", { type: "search", "aria-label": nom, placeholder: dire("chercher") });
        this.champ.addEventListener("input", () => this.chercher(this.champ.value));
        outils.append(this.champ);
      }
      const nom = dire("telecharger_nom", { legende: this.legende });
      const bouton = creer("button", { type: "button", "aria-label": nom }, dire("telecharger"));
      bouton.addEventListener("click", () => this.telecharger());
      outils.append(bouton);
      const cadre = this.table.closest(".defile");
      cadre.before(outils);
      if (this.donnees) cadre.after(this.#preparerPages());
    }

    #preparerPages() {
      this.compte = creer("output");
      this.avant = creer("button", { type: "button" }, dire("precedent"));
      this.apres = creer("button", { type: "button" }, dire("suivant"));
      this.avant.addEventListener("click", () => this.tourner(-LIGNES));
      this.apres.addEventListener("click", () => this.tourner(LIGNES));
      const nom = dire("pages", { legende: this.legende });
      return creer("div", { class: "pages", role: "group", "aria-label": nom }, this.avant, this.compte, this.apres);
    }

    get visibles() {
      const mots = this.texte.toLocaleLowerCase(page.langue).split(/\s+/).filter(Boolean);
      const retenues = this.rangees.filter((r) => this.garder(r) && this.#contient(r, mots));
      const { colonne, sens } = this.tri;
      return sens ? retenues.sort((a, b) => sens * comparer(a.valeurs[colonne], b.valeurs[colonne])) : retenues;
    }

    #contient(rangee, mots) {
      if (!mots.length) return true;
      rangee.texte ??= rangee.valeurs.join(" ").toLocaleLowerCase(page.langue);
      return mots.every((mot) => rangee.texte.includes(mot));
    }

    trier(j) {
      const suite = { 0: 1, 1: -1, "-1": 0 };
      this.tri = { colonne: j, sens: this.tri.colonne === j ? suite[this.tri.sens] : 1 };
      const mots = { 0: "none", 1: "ascending", "-1": "descending" };
      [...this.table.tHead.rows[0].cells].forEach((entete, k) => {
        entete.setAttribute("aria-sort", k === j ? mots[this.tri.sens] : "none");
      });
      this.premiere = 0;
      this.montrer();
    }

    chercher(texte) {
      this.texte = texte;
      this.premiere = 0;
      this.montrer();
    }

    filtrer(garder) {
      this.garder = garder;
      this.premiere = 0;
      this.montrer();
    }

    tourner(pas) {
      this.premiere = Math.max(0, this.premiere + pas);
      this.montrer();
    }

    atteindre(predicat) {
      const rang = this.visibles.findIndex(predicat);
      if (rang >= 0) this.premiere = rang - (rang % LIGNES);
      this.montrer();
    }

    montrer(tout = false) {
      const visibles = this.visibles;
      const long = this.donnees !== undefined;
      const montrees = !long || tout ? visibles : visibles.slice(this.premiere, this.premiere + LIGNES);
      this.corps.replaceChildren(...montrees.map((rangee) => (rangee.noeud ??= this.#ligne(rangee))));
      if (!long) {
        if (this.table.tFoot) this.table.tFoot.hidden = visibles.length < this.rangees.length;
        return;
      }
      this.#compter(visibles.length, montrees.length);
      this.#totaliser(visibles);
      this.table.dispatchEvent(new CustomEvent("montre", { bubbles: true }));
    }

    #compter(total, montrees) {
      const bornes = { debut: nombre(this.premiere + 1), fin: nombre(this.premiere + montrees), total: nombre(total) };
      this.compte.textContent = total ? dire("lignes", bornes) : dire("aucune");
      this.avant.disabled = this.premiere === 0;
      this.apres.disabled = this.premiere + LIGNES >= total;
    }

    #totaliser(visibles) {
      const cellules = this.donnees.colonnes.map((colonne, j) => {
        const somme = colonne.totale ? visibles.reduce((s, r) => s + r.valeurs[j], 0) : null;
        const texte = somme === null ? (j ? "" : dire("total")) : lire(somme, { ...colonne, totale: false });
        const cellule = creer(j ? "td" : "th", j ? {} : { scope: "row" }, texte);
        if (somme !== null) cellule.dataset.v = somme;
        if (numerique(colonne)) cellule.className = "n";
        return cellule;
      });
      this.table.tFoot.replaceChildren(creer("tr", {}, ...cellules));
    }

    #ligne(rangee) {
      const [cite, commune] = rangee.valeurs;
      const ligne = creer("tr", { "data-cite": rangee.repere[0] });
      this.donnees.colonnes.forEach((colonne, j) => {
        const texte = lire(rangee.valeurs[j], colonne);
        if (j === 0) {
          const nom = dire("choisir", { cite: `${cite}, ${commune}` });
          const bouton = creer("button", { type: "button", class: "cite", "aria-label": nom }, texte);
          ligne.append(creer("th", { scope: "row" }, bouton));
        } else {
          ligne.append(this.#cellule(rangee, colonne, texte, j));
        }
      });
      return ligne;
    }

    #cellule(rangee, colonne, texte, j) {
      const cellule = creer("td", numerique(colonne) ? { class: "n" } : {}, texte);
      const annees = rangee.repere[7];
      if (annees === undefined || !/^\d{4}$/.test(colonne.nom)) return cellule;
      cellule.textContent = rangee.valeurs[j] ? texte : "";
      if (rangee.valeurs[j]) cellule.classList.add("chantier");
      if (annees.includes(Number(colonne.nom))) {
        cellule.classList.add("ensemble");
        cellule.prepend("◆\u00a0");
        cellule.title = dire("ensemble");
      }
      return cellule;
    }

    csv() {
      const separateur = page.langue === "fr" ? ";" : ",";
      const lignes = [this.titres, ...this.visibles.map((r) => r.valeurs)];
      return "\ufeff" + lignes.map((l) => l.map(enCsv).join(separateur)).join("\r\n") + "\r\n";
    }

    telecharger() {
      const adresse = URL.createObjectURL(new Blob([this.csv()], { type: "text/csv;charset=utf-8" }));
      creer("a", { href: adresse, download: `${this.code}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(adresse), 1000);
    }
  }

  function numerique(colonne) {
    return !["texte", "annee"].includes(colonne.nature);
  }

  function comparer(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a === "number" || typeof b === "number") return typeof a === "number" ? 1 : -1;
    return ordre.compare(a, b);
  }

  const tous = [...document.querySelectorAll("table[data-tableau]")].map((table) => new Tableau(table));
  const longs = new Map(tous.filter((t) => t.donnees).map((t) => [t.code, t]));
  const suite = document.querySelector(".annexe + :not(.annexe)");
  const annexes = suite ? [...document.querySelectorAll(".annexe")] : [];
  addEventListener("beforeprint", () => {
    longs.forEach((t) => t.montrer(true));
    suite?.parentNode.append(...annexes);
  });
  addEventListener("afterprint", () => {
    longs.forEach((t) => t.montrer());
    suite?.before(...annexes);
  });
  window.tableaux = longs;
  window.page = { ...page, dire, nombre, euros, creer };
})();
