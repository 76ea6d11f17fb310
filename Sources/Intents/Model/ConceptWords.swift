extension Concepts {
    /// A concept, a language, words: of everyday talk with shops, banks, carriers, hosts and helpers, as anybody would list
    /// them; the words are folded, any form of a word stands for all. Written by hand; nothing is taken from a dictionary.
    static let list = """
        buy en buy bought purchase purchased acquire order ordered
        buy fr acheter achat achete acquerir commander commande
        sell en sell sold selling resell
        sell fr vendre vendu vente revendre
        pay en pay paid payment payments payable settle settlement remit
        pay fr payer paye paiement payement regler reglement
        price en price prices pricing cost costs costing expensive cheap rate fee fees charge charges
        price en tariff fare quote
        price fr prix cout coute couter cher tarif tarifs frais facturation devis
        fee en fee fees surcharge commission extra supplement toll
        fee fr frais supplement surcout commission peage
        charge en charge charged charging debit debited billed deducted taken
        charge fr debite debiter preleve prelevement prelever facture
        refund en refund refunded refunds reimburse reimbursed reimbursement repay repaid moneyback
        refund en cashback
        refund fr rembourser rembourse remboursement restituer avoir
        return en return returned returning giveback sendback exchange
        return fr retourner retour renvoyer renvoi rendre echanger echange
        cancel en cancel cancelled canceled cancellation revoke undo abort scrap withdraw revert terminate
        cancel fr annuler annule annulation resilier resiliation revoquer abandonner supprimer
        stop en stop stopped halt quit end cease finish pause suspend
        stop fr arreter arrete stopper cesser finir terminer suspendre interrompre
        start en start started begin launch open initiate resume commence
        start fr commencer demarrer debuter lancer ouvrir debut reprendre
        change en change changed modify modification alter edit update updated adjust switch amend replace
        change en correct
        change fr changer change changement modifier modification actualiser ajuster remplacer corriger
        add en add added include insert append attach join
        add fr ajouter ajoute ajout inclure inserer joindre rajouter
        remove en remove removed delete deleted erase clear drop discard
        remove fr supprimer supprime suppression enlever effacer retirer oter
        create en create make build generate new set setup establish produce
        create fr creer creation faire fabriquer generer nouveau nouvelle etablir
        find en find found locate search look lookup seek discover
        find fr trouver trouve chercher cherche rechercher recherche localiser
        show en show display view see list present reveal
        show fr montrer afficher affiche voir lister consulter presenter
        tell en tell inform explain describe say let know details information info
        tell fr dire dites expliquer informer renseigner decrire precisions informations renseignement
        tell fr details
        check en check verify confirm validate examine inspect review ensure
        check fr verifier verification confirmer valider controler examiner
        know en know aware learn understand understood figure
        know fr savoir connaitre apprendre comprendre
        send en send sent sending forward transmit ship mail dispatch post
        send fr envoyer envoi envoye expedier transmettre transferer poster
        receive en receive received get got arrive arrived arrival come came delivered
        receive fr recevoir recu reception arriver arrive arrivee obtenir livre
        delivery en deliver delivery delivered shipping shipment ship shipped courier parcel package post
        delivery en mail
        delivery fr livraison livrer livreur expedition colis paquet envoi transporteur coursier
        track en track tracking trace follow whereabouts status progress
        track fr suivre suivi tracer pister statut avancement
        wait en wait waiting pending delay delayed late hold long outstanding processing slow
        wait fr attendre attente retard retarde tarder lent delai patienter
        soon en soon fast quick quickly speed rush urgent immediately asap express hurry expedite
        soon fr vite rapidement rapide urgent immediatement express bientot accelerer presse
        lost en lost lose losing missing misplaced disappeared vanished gone misplace
        lost fr perdu perdre perte egare egarer disparu manquant introuvable
        stolen en stolen steal theft thief stole robbed mugged snatched
        stolen fr vole voler vol voleur derobe
        fraud en fraud fraudulent scam suspicious unauthorized unauthorised hacked hack phishing
        fraud en compromised unknown unrecognized unrecognised strange
        fraud fr fraude frauduleux arnaque suspect suspicieux pirate piratage hameconnage inconnu
        fraud fr inhabituel
        find-back en found recovered located retrieved
        find-back fr retrouve retrouver recuperer recupere
        broken en broken break broke damaged damage cracked faulty defective bent destroyed malfunction
        broken en malfunctioning
        broken fr casse casser abime endommage defectueux panne defaut fele brise
        work en work working works function functioning functional operate
        work fr marcher marche fonctionner fonctionne fonctionnement
        fail en fail failed failing failure unsuccessful unable cannot error wrong problem issue trouble
        fail en reject
        fail fr echouer echec echoue erreur probleme souci impossible defaillance bug
        decline en decline declined reject rejected refuse refused denied deny turned bounced blocked
        decline fr refuse refuser rejete rejeter decline decliner bloque
        block en block blocked freeze frozen lock locked suspend suspended disable deactivate deactivated
        block en hold stuck unblock unlock
        block fr bloquer bloque blocage geler verrouiller verrouille desactiver suspendu debloquer
        block fr deverrouiller coince
        activate en activate activated activation enable unlock start turn
        activate fr activer active activation debloquer allumer
        repair en repair fix fixed solve resolve mend service troubleshoot
        repair fr reparer reparation resoudre depanner depannage arranger
        card en card cards visa mastercard credit debit plastic
        card fr carte cartes visa mastercard bancaire bleue
        account en account accounts profile login user membership
        account fr compte comptes profil utilisateur adherent
        password en password passcode pin code login credentials passphrase
        password fr passe mdp code identifiant identifiants pin
        identity en identity identification verify verification id passport proof document documents ssn
        identity fr identite justificatif passeport verification piece document documents
        bank en bank banking branch lender
        bank fr banque bancaire agence
        money en money cash funds dollars bucks currency euros pounds amount sum
        money fr argent liquide especes fonds euros monnaie montant somme
        balance en balance balances remaining left total available
        balance fr solde restant reste disponible
        transfer en transfer transferred transfers wire send move moved sending beneficiary recipient
        transfer fr virement virer transferer transfert beneficiaire
        withdraw en withdraw withdrawal withdrawing atm cash cashpoint dispenser machine
        withdraw fr retrait retirer distributeur dab guichet
        deposit en deposit deposited topup top load reload credit funded fund
        deposit fr depot deposer verser versement recharger recharge crediter approvisionner
        exchange en exchange convert conversion currency foreign rate rates currencies
        exchange fr change convertir conversion devise devises taux etranger
        loan en loan loans mortgage borrow lend credit lending
        loan fr pret emprunt credit hypotheque emprunter
        interest en interest apr apy yield
        interest fr interet interets taux taeg
        bill en bill bills invoice invoices statement receipt owed owe due
        bill fr facture factures releve recu quittance addition echeance
        due en due deadline date expire expires expiration expiry overdue expired valid
        due fr echeance expire expirer expiration delai validite perime valable
        transaction en transaction transactions payment purchase history activity spending spent spend
        transaction en expenses
        transaction fr transaction transactions operation operations historique depense depenses depenser
        tax en tax taxes taxation vat irs
        tax fr impot impots taxe taxes fiscal tva
        salary en salary wage wages pay paycheck payday income earn earnings payroll
        salary fr salaire paie paye revenu revenus gagner remuneration
        save en save saving savings budget economize
        save fr epargne economiser economies epargner budget
        discount en discount coupon promo promotion voucher code deal offer sale bargain reduction
        discount fr reduction remise promo promotion bon coupon offre rabais solde
        points en points rewards reward loyalty miles perks redeem
        points fr points recompense recompenses fidelite miles avantages
        gift en gift present gifting
        gift fr cadeau cadeaux offrir
        insurance en insurance insured insure coverage policy claim covered cover
        insurance fr assurance assurer assure couverture police sinistre couvert
        contract en contract subscription subscribe plan membership package unsubscribe
        contract fr contrat abonnement abonner forfait formule souscrire desabonner
        limit en limit limits maximum cap restriction max minimum allowed allowance threshold
        limit fr limite plafond maximum restriction minimum seuil autorise
        increase en increase raise higher more extend extension upgrade boost grow up louder
        increase fr augmenter augmentation hausse plus prolonger prolongation elever monter
        decrease en decrease lower reduce less cut downgrade shrink down quieter
        decrease fr baisser diminuer reduire reduction moins baisse diminution
        twice en twice double duplicate again repeated two doubled
        twice fr deux double doublon fois encore
        wrong en wrong incorrect mistake error inaccurate mistaken false bad
        wrong fr faux erreur incorrect mauvais errone tromper inexact
        different en different other another alternative instead else various
        different fr different autre autrement alternative plutot divers
        same en same identical equal similar like
        same fr meme identique pareil egal semblable
        support en support help assist assistance aid helpdesk
        support fr aide aider assistance secours depannage
        agent en agent human person representative operator someone advisor adviser staff
        agent fr agent humain conseiller personne operateur representant
        complain en complain complaint unhappy dissatisfied angry unacceptable upset terrible awful
        complain en horrible
        complain fr plainte plaindre reclamation mecontent insatisfait colere inacceptable horrible
        phone en phone phones cell cellphone mobile telephone smartphone iphone android handset
        phone fr telephone portable mobile smartphone iphone android
        call en call calling dial ring phone contact reach speak talk
        call fr appeler appel telephoner contacter joindre parler composer
        message en message messages text texting sms chat write note
        message fr message messages texto sms ecrire note discuter
        email en email emails mail inbox mailbox gmail outlook
        email fr email mail courriel messagerie boite
        reply en reply respond answer response
        reply fr repondre reponse
        read en read reading aloud recite
        read fr lire lis lecture
        write en write compose draft type written
        write fr ecrire rediger redaction taper brouillon
        forward en forward pass relay
        forward fr transferer suivre relayer
        internet en internet wifi network broadband connection online web router modem signal
        internet fr internet wifi reseau connexion ligne web box routeur signal fibre
        connect en connect connected connection link linked pair sync synchronize join log login signin
        connect fr connecter connexion relier lier associer appairer synchroniser rejoindre
        app en app application software program apps website site
        app fr appli application logiciel programme site
        device en device computer laptop tablet pc machine screen gadget
        device fr appareil ordinateur tablette pc ecran machine
        data en data gigabytes storage memory file files document
        data fr donnees stockage memoire fichier fichiers document
        print en print printer printing scan
        print fr imprimer imprimante impression scanner
        picture en picture photo image camera photograph
        picture fr photo image photographie appareil
        video en video movie film movies tv television show series channel watch
        video fr video film films tele television serie chaine regarder
        music en music song songs track playlist album artist band singer tune radio listen play
        music fr musique chanson chansons morceau playlist album artiste groupe radio ecouter jouer
        volume en volume loud louder quiet sound mute noise
        volume fr volume son fort bruit muet
        play en play game games playing
        play fr jouer jeu jeux partie
        next en next following after subsequent upcoming later
        next fr suivant prochain suivante prochaine apres
        previous en previous last before earlier prior back past ago
        previous fr precedent dernier avant passe arriere precedente
        first en first initial beginning
        first fr premier premiere debut
        repeat en repeat again once more restate
        repeat fr repeter repete encore redire nouveau
        choose en choose select pick option choice prefer
        choose fr choisir selectionner choix option prendre preferer
        yes en yes yeah yep sure ok okay right correct true absolutely definitely agree affirmative indeed
        yes en exactly
        yes fr oui ouais ok daccord accord bien exact vrai absolument certainement parfait
        no en no nope not never negative false disagree nah
        no fr non pas jamais nullement faux negatif aucun
        maybe en maybe perhaps possibly unsure uncertain idk
        maybe fr possible eventuellement incertain
        hello en hello hi hey greetings morning afternoon evening howdy
        hello fr bonjour salut bonsoir coucou hello
        goodbye en goodbye bye farewell later cya ciao
        goodbye fr revoir adieu bye bientot ciao salut
        thanks en thanks thank thankful appreciate grateful thx cheers
        thanks fr merci remercier remercie reconnaissant gentil
        please en please kindly
        please fr svp stp plait veuillez
        sorry en sorry apologize apology excuse pardon
        sorry fr desole pardon excuser excuse excuses
        love en love like enjoy favorite favourite prefer fond adore
        love fr aimer aime adorer adore favori prefere apprecier
        happy en happy glad pleased good great nice fun awesome
        happy fr content heureux ravi bien super genial chouette
        joke en joke funny laugh humor humour amusing
        joke fr blague drole rire humour amusant
        name en name named called nickname title
        name fr nom prenom appelle nomme surnom titre
        age en age old birthday born years
        age fr age ans anniversaire ne naissance vieux
        address en address location place street where located area
        address fr adresse lieu endroit rue ou situe emplacement
        move en move moved moving relocate relocation
        move fr demenager demenagement bouger deplacer
        home en home house apartment flat room residence
        home fr maison domicile appartement logement chambre
        country en country countries nation state abroad international overseas foreign worldwide
        country fr pays nation etranger international monde
        europe en europe european eu uk france germany spain italy us usa american america
        europe fr europe europeen ue france allemagne espagne italie usa americain
        city en city town village downtown neighborhood
        city fr ville village centre quartier
        language en language speak translate translation english spanish french german italian chinese
        language en japanese accent word phrase
        language fr langue parler traduire traduction anglais espagnol francais allemand italien chinois
        language fr japonais accent mot phrase
        meaning en mean meaning means definition define synonym word
        meaning fr signifier signification sens definition definir synonyme veut
        spell en spell spelling letters spelled
        spell fr epeler orthographe ecrire lettres
        travel en travel trip travelling traveling vacation holiday journey tour visit tourist going
        travel fr voyage voyager vacances sejour trajet visiter visite tourisme
        flight en flight flights plane airline airport fly flying airplane boarding gate takeoff landing
        flight fr vol vols avion aeroport compagnie voler embarquement porte
        luggage en luggage bag bags baggage suitcase carryon carry
        luggage fr bagage bagages valise valises sac
        hotel en hotel hotels motel inn room lodging accommodation stay hostel suite
        hotel fr hotel hotels chambre hebergement sejour auberge loger
        reservation en reservation reservations reserve reserved booking book booked
        reservation fr reservation reserver reserve booking
        table en restaurant restaurants diner eatery bistro table dine dining eat
        table fr restaurant restaurants resto table diner manger bistrot
        checkin en checkin arrive register
        checkin fr enregistrement arrivee enregistrer
        checkout en checkout leave departure depart
        checkout fr depart quitter partir sortie
        visa en visa passport embassy consulate immigration border customs
        visa fr visa passeport ambassade consulat douane frontiere
        vaccine en vaccine vaccines shot shots immunization vaccination
        vaccine fr vaccin vaccins vaccination piqure
        doctor en doctor hospital medical health clinic nurse physician appointment sick ill
        doctor fr medecin docteur hopital medical sante clinique infirmier malade
        medicine en medicine pills drug prescription pharmacy medication
        medicine fr medicament medicaments ordonnance pharmacie
        car en car vehicle auto automobile truck van suv driving drive
        car fr voiture vehicule auto camion conduire conduite
        rent en rent rental hire lease renting
        rent fr louer location bail loyer
        taxi en taxi uber cab lyft ride driver
        taxi fr taxi uber vtc course chauffeur
        tire en tire tires tyre wheel pressure flat
        tire fr pneu pneus roue pression creve
        oil en oil engine motor maintenance service mechanic garage inspection
        oil fr huile moteur vidange entretien mecanicien garage revision
        fuel en gas gasoline fuel petrol diesel tank mpg mileage gallon
        fuel fr essence carburant gazole diesel plein reservoir consommation
        battery en battery charge charger jump start dead power
        battery fr batterie charger chargeur demarrage puissance pile
        traffic en traffic jam congestion busy accident road highway freeway
        traffic fr circulation trafic bouchon bouchons route autoroute accident
        directions en directions route navigate navigation way map gps path get
        directions fr itineraire direction chemin trajet route naviguer carte gps aller
        distance en distance far miles kilometers long away near nearby close closest nearest
        distance fr distance loin kilometres pres proche longueur
        parking en parking park garage spot
        parking fr parking stationnement garer stationner
        train en train bus subway metro station transit tram rail
        train fr train bus metro gare transport tramway
        open en open opening hours closed close closing
        open fr ouvert ouvrir ouverture horaires ferme fermer fermeture
        shop en shop store shopping mall market supermarket retailer grocery groceries merchant
        shop fr magasin boutique courses marche supermarche commerce commercant epicerie
        list en list lists item items checklist
        list fr liste listes article articles element
        task en task tasks todo chore chores agenda
        task fr tache taches faire corvee agenda
        reminder en remind reminder reminders remember forget memo note
        reminder fr rappel rappeler rappels souvenir oublier memo
        alarm en alarm wake alert alarms
        alarm fr alarme reveil reveiller alerte
        timer en timer countdown stopwatch minutes
        timer fr minuteur minuterie compte chronometre minutes
        time en time clock hour hours oclock when minute timezone
        time fr heure heures temps quand minute fuseau
        date en date day today tomorrow yesterday calendar month week year
        date fr date jour demain hier calendrier mois semaine annee
        weekday en monday tuesday wednesday thursday friday saturday sunday weekend
        weekday fr lundi mardi mercredi jeudi vendredi samedi dimanche
        month en january february march april june july august september october november december
        month fr janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
        event en event events meeting appointment schedule scheduled party conference calendar agenda
        event fr evenement evenements reunion rdv planning fete conference calendrier agenda
        meeting en meeting meetings conference gathering appointment call standup
        meeting fr reunion reunions conference rdv entretien
        attend en attend attendee attendees participants invite invited guests join accept
        attend fr participer participants invite invites inviter assister accepter
        room en room rooms hall building floor space office
        room fr salle salles chambre batiment etage espace bureau
        available en available availability free vacant open busy unoccupied
        available fr disponible disponibilite libre occupe dispo
        vacation en vacation pto leave holiday timeoff absence off
        vacation fr conges conge vacances absence rtt repos
        work-place en work job office company employer boss employee colleague coworker manager
        work-place fr travail emploi bureau entreprise employeur patron employe collegue chef
        apply en apply application applied candidate eligible qualify request approved approval
        apply fr postuler candidature demande demander eligible approuve approbation
        hire en hire recruit interview resume job
        hire fr embaucher recruter entretien cv emploi
        retirement en retirement pension 401k retire ira
        retirement fr retraite pension retraiter
        school en school class student university teacher course study learn
        school fr ecole cours etudiant universite professeur etudier apprendre
        weather en weather forecast temperature rain rainy snow sunny cloudy storm humid wind hot cold
        weather en degrees celsius fahrenheit
        weather fr meteo temps temperature prevision pluie pleuvoir neige soleil nuage orage vent chaud
        weather fr froid degres celsius fahrenheit
        hot en hot warm heat heating thermostat
        hot fr chaud chaleur chauffage thermostat
        cold en cold cool freezing chilly ac conditioning fridge
        cold fr froid frais climatisation geler frigo
        light en light lights lamp bulb bright
        light fr lumiere lumieres lampe ampoule eclairage
        lockdoor en door lock key keys window
        lockdoor fr porte serrure cle cles fenetre
        water en water drink thirsty coffee tea beer wine juice
        water fr eau boire soif cafe the biere vin jus
        food en food eat meal dinner lunch breakfast dish snack hungry cuisine
        food fr nourriture manger repas diner dejeuner plat snack faim cuisine
        recipe en recipe recipes cook cooking bake ingredient ingredients prepare boil oven
        recipe fr recette recettes cuisiner cuire cuisson ingredient ingredients preparer four
        substitute en substitute swap replacement replace instead alternative
        substitute fr remplacer substitut remplacement alternative place
        calories en calories calorie nutrition nutritional healthy fat carbs protein sugar diet
        calories fr calories nutrition nutritionnel sain gras glucides proteine sucre regime
        fresh en fresh spoil expire rotten last keep stale
        fresh fr frais perime gater conserver garder
        review en review reviews rating ratings stars rated recommend opinion
        review fr avis note notes etoiles recommander opinion
        recommend en recommend recommendation suggest suggestion suggestions advice idea ideas best good
        recommend en top
        recommend fr recommander recommandation suggerer suggestion conseiller conseil idee idees meilleur
        recommend fr bon
        attraction en attraction attractions sights museum monument park sightseeing landmark things
        attraction fr attraction attractions musee monument parc visiter
        pet en pet pets dog cat animal animals puppy
        pet fr animal animaux chien chat
        person en who whom whose people person man woman family friend wife husband mother father mom dad
        person en son daughter child
        person fr qui personne gens homme femme famille ami mari mere pere maman papa fils fille enfant
        robot en robot bot ai computer machine human real chatbot artificial
        robot fr robot bot ia machine humain reel chatbot artificiel
        maker en made created invented built designed programmed creator maker
        maker fr cree fabrique invente concu programme createur
        hobby en hobby hobbies pastime interests spare
        hobby fr hobby loisirs interets
        ability en can able capable ability do possible possibility could
        ability fr pouvoir peux capable possible possibilite peut
        want en want wish would like need desire require must
        want fr vouloir veux souhaiter souhaite aimerais voudrais besoin desirer
        reason en why reason cause explanation because
        reason fr pourquoi raison cause motif explication parce
        manner en how way method manner steps process procedure
        manner fr comment facon methode maniere etapes procedure
        quantity en many much number amount count quantity several few
        quantity fr combien nombre quantite plusieurs montant
        duration en long duration last length until days weeks
        duration fr duree longtemps temps dure jusqu jours semaines
        whatkind en what which kind type sort
        whatkind fr quoi quel quelle quels quelles type genre sorte
        math en calculate math plus minus times divided percent percentage square root sum multiply add
        math fr calculer calcul plus moins fois divise pourcent pourcentage racine somme multiplier
        measure en convert inches feet centimeters meters pounds ounces grams cups liters measurement unit
        measure fr convertir pouces pieds centimetres metres livres onces grammes tasses litres mesure
        measure fr unite
        random en flip coin dice roll heads tails toss random
        random fr pile face piece des lancer hasard aleatoire
        fact en fact facts trivia interesting random story
        fact fr fait faits anecdote interessant histoire
        news en news headlines newspaper article
        news fr nouvelles actualites journal infos
        sports en sport sports team score match football soccer basketball player
        sports fr sport equipe score match football joueur
        setting en settings setting configure preference default reset factory mode
        setting fr parametres parametre reglage reglages configurer preference defaut reinitialiser mode
        reset en reset restart reboot restore default recover forgot forgotten
        reset fr reinitialiser redemarrer restaurer recuperer oublie oublier
        slow en slow slower speed faster fast talk
        slow fr lent lentement vitesse ralentir rapide
        virtual en virtual digital online disposable temporary contactless electronic
        virtual fr virtuel virtuelle numerique ligne jetable temporaire electronique
        physical en physical paper real plastic actual
        physical fr physique papier reel plastique
        auto en automatic automatically auto recurring direct standing scheduled regular monthly
        auto fr automatique automatiquement recurrent permanent regulier mensuel mensualite
        cheque en check cheque checks cheques checkbook
        cheque fr cheque cheques chequier
        wallet en wallet apple google pay paypal samsung
        wallet fr portefeuille apple google paypal samsung
        report en report reported flag notify declare tell alert
        report fr signaler signale declarer declaration notifier avertir alerter
        unknownsource en recognize recognise unfamiliar unexpected mystery weird odd unexplained
        unknownsource fr reconnaitre reconnais inattendu bizarre etrange inexplique
        security en security secure safe protect protection privacy
        security fr securite securise proteger protection confidentialite
        child en child kid kids children teenager baby minor young son daughter
        child fr enfant enfants bebe mineur jeune fils fille ado
        adult en adult senior elderly
        adult fr adulte senior
        size en size big small large fit bigger smaller tall wide
        size fr taille grand petit grande petite pointure dimension
        color en color colour red blue green black white yellow
        color fr couleur rouge bleu vert noir blanc jaune
        quality en quality good bad better worse best worst poor excellent
        quality fr qualite bon mauvais meilleur pire excellent
        empty en empty none nothing zero out
        empty fr vide rien aucun zero
        full en full all every everything whole total complete entire
        full fr plein tout tous toute toutes entier total complet
        part en part half piece portion some partial
        part fr partie moitie morceau portion partiel
        stock en stock inventory sold available restock
        stock fr stock rupture disponible epuise inventaire
        clothes en clothes shirt shoes dress pants jacket clothing wear
        clothes fr vetements chemise chaussures robe pantalon veste porter
        furniture en sofa bed chair couch mattress desk furniture
        furniture fr canape lit chaise matelas bureau meuble
        appliance en washer fridge dryer dishwasher oven vacuum microwave appliance
        appliance fr frigo four aspirateur electromenager
        warranty en warranty guarantee guaranteed
        warranty fr garantie garanti garantir
        electricity en electricity power energy electric meter outlet plug socket adapter voltage
        electricity fr electricite courant energie electrique compteur prise fiche adaptateur tension
        trash en trash garbage waste recycling bin rubbish
        trash fr poubelle dechets ordures recyclage
        cleaning en clean cleaning wash laundry towel towels sheets soap
        cleaning fr nettoyer nettoyage laver lessive serviette serviettes draps savon
        bring en bring fetch deliver request pillow blanket
        bring fr apporter amener livrer demander oreiller couverture
        mark en mark flag tick star important done complete completed finished
        mark fr marquer signaler cocher important fait termine fini
        accept en accept approve agree confirm
        accept fr accepter approuver confirmer
        refuse en refuse reject decline deny dismiss
        refuse fr refuser rejeter decliner
        schedule en schedule plan arrange set organize book
        schedule fr planifier programmer organiser fixer prevoir caler
        postpone en postpone reschedule delay push move shift later
        postpone fr reporter decaler repousser deplacer retarder
        details en details detail specifics information info about summary
        details fr details detail precisions infos resume propos
        status en status state progress update situation condition
        status fr statut etat avancement situation condition
        result en result outcome approved accepted answer
        result fr resultat issue approuve accepte reponse
        document en document documents form forms file paperwork paper w2
        document fr document documents formulaire fichier papiers papier
        sign en sign signature signed register registration enroll subscribe
        sign fr signer signature inscrire inscription enregistrer
        close en close closing closed terminate end shut
        close fr fermer fermeture cloturer cloture resilier
        near en near nearby around close nearest closest here local
        near fr pres proche autour alentours ici local proximite
        point-interest en cafe pharmacy gym bank hospital station library store bar
        point-interest fr cafe pharmacie salle banque hopital station bibliotheque magasin bar
        """
}
