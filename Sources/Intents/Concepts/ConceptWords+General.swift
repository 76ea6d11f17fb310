extension ConceptWords {
    /// Words of every trade: what is done, how things are, how questions begin. They belong to no field.
    static let general = """
        # -
        want: want wants wanted wish would like_to need needs needed desire require required wanna gonna \
          hope | vouloir veux veut voudrais aimerais souhaite souhaiter souhaiterais desire besoin \
          faudrait envie espere
        can: can could able may possible possibility manage capable | pouvoir peux peut pourrais puis \
          possible possibilite puisse pouvez pourriez peuvent
        must: must should have_to ought necessary mandatory obligatory obliged has_to required | devoir \
          dois doit devrais faut necessaire obligatoire oblige falloir doivent
        why: why reason reasons cause because explanation how_come what_reason | pourquoi raison raisons \
          cause parce motif
        how: how way ways method manner procedure process steps step instructions guide tutorial | comment \
          facon methode maniere procedure processus etapes etape instructions demarche demarches \
          marche_suivre mode_emploi
        how-much: how_much how_many much amount total | combien quel_montant
        which: which what kind type types sort sorts | quel quelle quels quelles quoi type types genre \
          sorte sortes lequel laquelle
        where: where somewhere anywhere wherever | ou endroit
        use: use used uses using usable usage utilise utilize work_with | utiliser utilise utilisation \
          servir sert usage employer
        work-function: work works worked working function functions functioning operate functional | \
          marcher marche fonctionner fonctionne fonctionnement fonctionnent
        get: get gets getting got obtain acquire gain | obtenir avoir obtient procurer acquerir
        give: give gives gave given giving provide provided supply hand grant | donner donne donnez \
          fournir remettre attribuer accorder
        take: take takes taking took taken grab accept | prendre prends pris prise prenez accepter
        bring: bring brings brought fetch carry | apporter apporte amener ramener porter
        put: put puts putting place set lay | mettre mets mis mise poser placer deposer
        keep: keep keeps kept keeping retain maintain hold preserve | garder garde conserver conserve \
          maintenir tenir
        go: go goes going went gone head drive_to get_to | aller vais va allons rends allez
        come: come comes coming came | venir viens vient venu venez
        go-away: leave leaves leaving left quit depart exit | partir pars part quitter quitte sortir sors
        let: let lets allow allows allowed permit permitted enable | laisser laisse permettre permet \
          permis autorise
        see: see sees saw seen look looks looked looking view watch notice noticed | voir vois vu vue \
          regarder regarde apercevoir remarque consulter
        hear: hear heard hears listen listening sound | entendre entends entendu ecouter ecoute
        know: know knows knew known aware knowledge figure_out | savoir sais sait connaitre connais connu
        think: think thinks thought believe guess suppose consider imagine | penser pense crois croire \
          supposer imaginer envisager
        try: try tries tried trying attempt attempted attempts | essayer essaie essaye tenter tente \
          tentative tentatives
        choose: choose chose chosen select selected pick option options choice decide preferred | choisir \
          choisi choisis choix selectionner option options decider
        begin-again: retry try_again redo start_again resend reissue | reessayer recommencer refaire \
          relancer renvoyer
        meet: meet meets met encounter introduce | rencontrer rencontre croiser presenter
        happen: happen happens happened happening occur occurred going_on | passer arrive produire survenu \
          se_passe produit
        increase: increase increased increases raise raised higher more extend extended extension boost up \
          louder brighter grow | augmenter augmente augmentation hausse plus elever monter monte agrandir \
          prolonger prolongation rallonger
        decrease: decrease decreased lower lowered reduce reduced less fewer down minimize drop dropped \
          quieter | diminuer diminue diminution baisser baisse moins reduire reduit descendre
        open-thing: open opened opening unlock unseal | ouvrir ouvre ouverture ouvert
        close-thing: close closed shut closing seal | fermer ferme fermeture
        move-thing: move moved moving shift drag relocate | deplacer bouger deplace bouge
        turn: turn turned rotate spin flip switch switched | tourner pivoter retourner basculer
        join: join joined merge combine combined unite attach | joindre rejoindre fusionner combiner \
          regrouper reunir
        separate: separate split divide apart detach separately cut | separer separe diviser detacher \
          separement partager couper
        prepare: prepare prepared ready preparation get_ready | preparer prepare pret prete preparation
        allow-deny: forbidden prohibited ban banned illegal not_allowed restricted restriction \
          restrictions | interdit interdite interdiction illegal restriction restrictions limite
        follow: follow followed following monitor | suivre suis suivi surveiller
        same: same identical equal similar alike | meme memes identique pareil egal semblable similaire
        different: different differently other others another alternative instead else various | different \
          differente autre autres autrement alternative plutot divers
        all: all every everything everyone whole entire complete full each total | tout tous toute toutes \
          entier entiere complet complete chaque total plein
        some: some few several couple part partial bit any piece portion half | quelques plusieurs \
          certains partie partiel peu morceau moitie
        none: none nothing nobody empty zero without neither no_one | aucun aucune rien personne vide zero \
          sans
        only: only just single one sole unique alone | seulement seul seule unique uniquement juste
        more: more extra additional another further again increase | plus davantage encore supplementaire \
          autre
        first: first initial original beginning primary initially | premier premiere initial debut \
          original
        last: last final latest end ultimate recent | dernier derniere final fin ultime recent
        next: next following upcoming after subsequent | prochain prochaine suivant suivante apres
        previous: previous before former earlier prior past | precedent precedente avant ancien ancienne \
          passe
        old: old older ancient outdated aged | vieux vieille ancien ancienne age demode
        big: big large huge giant great enormous bigger larger | grand grande gros grosse enorme geant
        small: small little tiny smaller mini short | petit petite minuscule court courte mini
        long: long longer lengthy length | long longue longueur
        fast: fast faster quick quickly rapid speed hurry | vite rapide rapidement vitesse
        slow: slow slower slowly | lent lente lentement ralentir
        high: high higher highest top tall above | haut haute eleve elevee superieur
        low: low lower lowest bottom below under | bas basse faible inferieur dessous
        easy: easy easily easier simple simply | facile facilement simple simplement
        hard: hard difficult complicated complex tough harder | difficile complique dur dure complexe
        important: important essential crucial necessary significant critical key | important importante \
          essentiel crucial necessaire
        strange: strange weird odd unusual suspicious mysterious unexpected | bizarre etrange inhabituel \
          curieux inattendu louche
        normal: normal normally usual usually standard typical regular common average | normal normale \
          normalement habituel courant standard moyen moyenne ordinaire
        true-real: real really actual actually true genuine authentic official | vrai vraie vraiment reel \
          authentique veritable officiel
        wrong: wrong incorrect false mistaken inaccurate invalid | faux fausse incorrect mauvais mauvaise \
          errone
        right: right correct correctly proper properly accurate exact | juste correct correctement bon \
          bonne exact exactement
        automatic: automatic automatically auto automated | automatique automatiquement auto automatise
        manual: manual manually instructions handbook guide by_hand | manuel manuellement notice \
          manuel_utilisation
        online: online internet digital web electronic virtual electronically | ligne en_ligne numerique \
          electronique internet web digital
        paper: paper printed hard_copy | papier papiers imprime
        temporary: temporary temporarily provisional | temporaire temporairement provisoire
        permanent: permanent permanently forever definitely | permanent definitif definitivement toujours
        public: public publicly visible everyone | public publique visible
        private: private privately personal confidential secret hidden hide | prive privee personnel \
          personnelle confidentiel secret cache masquer
        inside: inside indoor indoors within internal in | interieur dedans interne dans
        outside: outside outdoor outdoors external out | exterieur dehors externe
        front: front ahead opposite | devant avant face
        behind: behind back rear | derriere arriere
        start-date: start_date starting_from effective as_from | date_debut
        until: until till by end_date deadline | jusque jusqu
        during: during while meanwhile throughout | pendant durant tandis lors
        between: between among | entre parmi
        with: with including together along | avec ensemble inclus compris
        without: without except excluding | sans sauf excepte hors
        reason-purpose: purpose goal objective intention | but objectif intention
        result: result results outcome consequence effect effects | resultat resultats effet effets \
          consequence
        choice-criteria: criteria requirement requirements conditions_required qualification | critere \
          criteres exigence exigences
        difference: difference differences differ distinguish distinction | difference differences \
          distinguer
        example: example examples instance sample such_as | exemple exemples modele
        rule: rule rules regulation regulations policy guideline guidelines legal | regle regles reglement \
          reglementation politique consigne consignes
        group: group groups team club community members | groupe groupes equipe club communaute membres
        company: company companies business corporation firm organisation organization | entreprise \
          entreprises societe firme organisation compagnie
        partner: partner partners partnership cooperate collaboration | partenaire partenaires partenariat \
          cooperation collaboration
        event-cause: trigger triggered cause caused lead_to result_in | provoquer cause causer entrainer \
          declencher
        improve: improve improved improvement better enhance optimise optimize | ameliorer amelioration \
          mieux perfectionner optimiser
        protect: protect protected protection safe shield prevent prevention avoid | proteger protection \
          eviter prevenir prevention abri
        danger: danger dangerous risk risky hazard harm harmful unsafe | danger dangereux dangereuse \
          risque nocif
        fire: fire burn burned burning flame smoke firefighter | feu incendie bruler brule flamme fumee \
          pompier pompiers
        hot: hot warm heated burning | chaud chaude tiede brulant
        cold: cold cool chilly freezing | froid froide frais glace
        wet: wet water moist damp soaked liquid | mouille eau humide trempe liquide
        dry: dry dried drying | sec seche secher
        clean-adj: clean pure hygienic | propre pur hygienique
        dirty: dirty stained muddy | sale tache crasseux
        heavy: heavy weight weighs | lourd lourde poids
        light-weight: lightweight | leger legere
        alive-nature: nature animal plant forest wild bird | nature animal plante foret sauvage oiseau
        religion: religion religious church pray prayer god muslim christian jewish mosque | religion \
          religieux eglise prier priere dieu musulman chretien juif mosquee
        art: art artist drawing draw paint painting museum design sculpture | art artiste dessin dessiner \
          peinture peindre musee design
        dance: dance dancing dancer ballet | danse danser danseur ballet
        fashion: fashion style trendy hairstyle haircut hairdresser barber salon | mode style tendance \
          coiffure coiffeur coiffeuse coupe_cheveux
        subscribe-news: newsletter mailing_list unsubscribe_newsletter | newsletter lettre_information \
          infolettre
        opportunity: chance opportunity luck lucky win won winner prize contest competition | chance \
          opportunite gagner gagnant prix concours
        lose-game: lose lost loser defeat beaten | perdre perdu perdant defaite
        advertising: advert advertisement ads advertising commercial marketing campaign | publicite pub \
          annonce annonces marketing campagne
        """
}
