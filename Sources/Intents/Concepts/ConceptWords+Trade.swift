extension ConceptWords {
    /// Buying, sending, sending back, paying.
    static let trade = """
        # buying
        buy: buy bought buyer purchase purchased purchases acquire shop pick_up | acheter achat achats \
          achete acheteur acquerir procurer achetee magasiner
        order: order ordered orders ordering preorder reorder | commander commande commandes commandee \
          precommande
        sell: sell sold selling seller sale resale resell vendor merchant | vendre vendu vente ventes vend \
          vendeur revendre revente marchand
        price: price prices pricing priced cost costs costing worth expensive pricey much how_much | prix \
          cout coute coutent couter tarif tarifs cher chere combien valeur onereux
        cheap: cheap cheaper cheapest affordable inexpensive low_cost bargain | abordable economique \
          moins_cher bon_marche pas_cher avantageux
        discount: discount discounts discounted coupon coupons promo promotion voucher deal deals \
          reduction rebate markdown percent_off promo_code special_offer black_friday | reduction \
          reductions remise rabais ristourne promo promotion soldes bon coupon code_promo bon_reduction \
          offre_speciale escompte
        offer: offer offers offered offering deal proposal | offre offres proposer propose proposition
        gift: gift gifts present presents gifting | cadeau cadeaux offrir offert
        gift-card: gift_card gift_cards gift_voucher gift_certificate | carte_cadeau cheque_cadeau \
          bon_achat carte_cadeaux
        loyalty: loyalty points reward rewards miles perks perk redeem redeemable tier frequent_flyer \
          air_miles | fidelite points recompense recompenses avantages miles cagnotte
        stock: stock stocked inventory restock restocked backorder in_stock out_of_stock sold_out | stock \
          stocks inventaire rupture reassort epuise en_stock
        available: available availability unavailable obtainable | disponible disponibilite disponibilites \
          indisponible dispo
        product: product products item items article articles goods merchandise stuff thing | produit \
          produits article articles marchandise objet chose truc
        model: model models version versions variant edition generation | modele modeles version versions \
          variante edition generation
        brand: brand brands make manufacturer maker trademark | marque marques fabricant constructeur
        catalogue: catalogue catalog range assortment brochure collection | catalogue gamme assortiment \
          brochure collection
        basket: basket cart trolley shopping_cart shopping_bag | panier caddie chariot
        checkout: checkout till register cash_desk check_out | caisse encaissement caissiere \
          validation_commande
        shop: shop shops store stores shopping boutique outlet mall supermarket retailer market \
          department_store | magasin magasins boutique boutiques supermarche hypermarche marche commerce \
          commercant grande_surface centre_commercial
        wish-list: wishlist favourites wish_list | envies souhaits liste_envies liste_souhaits
        compare: compare compared comparing comparison comparisons versus vs difference differ | comparer \
          compare comparaison comparatif versus difference
        size: size sizes sized sizing big bigger small smaller large larger fit fits tall wide narrow \
          tight xl dimension dimensions measurements | taille tailles grand grande petit petite pointure \
          large etroit serre dimension dimensions mesures
        colour: color colour colors colours coloured red blue green black white yellow grey gray pink \
          purple orange brown | couleur couleurs coloris rouge bleu bleue vert verte noir noire blanc \
          blanche jaune gris rose violet marron
        quality: quality durable sturdy well_made craftsmanship | qualite solide robuste durable
        material: material fabric cotton leather wool wood metal plastic silk linen steel glass | matiere \
          tissu coton cuir laine bois metal plastique soie lin acier verre
        used: used second_hand secondhand refurbished preowned | occasion reconditionne seconde_main usage
        new: new brand_new newest latest newly | nouveau nouvelle nouveaux nouvelles neuf neuve recent \
          derniere_version
        sample: sample samples trial try_out tester free_trial demo | echantillon essai essayer essais \
          demo tester periode_essai
        clothes: clothes clothing shirt shirts tshirt dress trousers pants jeans jacket coat sweater \
          jumper sock socks skirt suit underwear outfit wear wearing garment hoodie | vetement vetements \
          chemise robe pantalon jean veste manteau pull chaussette chaussettes jupe costume habit habits \
          tenue porter blouson gilet chandail
        shoes: shoe shoes boot boots sneaker sneakers trainers sandals heels footwear slippers | chaussure \
          chaussures botte bottes basket baskets sandales talons pantoufles souliers
        jewellery: jewelry jewellery ring necklace bracelet earring earrings diamond watch | bijou bijoux \
          bague collier bracelet boucles diamant montre
        furniture: furniture sofa couch bed chair table desk shelf shelves mattress wardrobe bookcase \
          armchair cupboard drawer | meuble meubles canape lit chaise table bureau etagere matelas armoire \
          fauteuil placard tiroir commode
        appliance: appliance appliances fridge refrigerator freezer oven dishwasher dryer washer microwave \
          vacuum washing_machine vacuum_cleaner kettle toaster blender stove cooker hob | electromenager \
          frigo refrigerateur congelateur four lave_vaisselle lave_linge machine_laver seche_linge \
          micro_onde aspirateur bouilloire grille_pain mixeur cuisiniere plaque plaques
        toy: toy toys doll lego puzzle | jouet jouets poupee peluche puzzle
        reading-book: book books novel novels paperback ebook audiobook author reading bookstore | livre \
          livres roman romans bouquin ebook auteur lecture librairie bd
        beauty: makeup cosmetics perfume skincare shampoo lipstick cream beauty lotion | maquillage \
          cosmetiques parfum shampoing creme beaute lotion
        tool: tool tools drill hammer screwdriver saw screw wrench diy | outil outils perceuse marteau \
          tournevis scie vis bricolage
        garden: garden gardening lawn plant plants flower flowers tree grass mower yard | jardin jardinage \
          pelouse plante plantes fleur fleurs arbre gazon tondeuse
        assemble: assemble assembled assembly assembling mount mounting put_together | monter montage \
          assembler assemblage
        spare-part: spare part_number replacement_part spare_part spare_parts accessory accessories | \
          piece_detachee pieces_detachees rechange piece_rechange accessoire accessoires
        # delivery
        delivery: deliver delivery delivered delivering deliveries undelivered redelivery drop_off | \
          livrer livraison livraisons livre livree delivrer
        shipping: ship shipping shipped shipment shipments dispatch dispatched freight | expedier \
          expedition expedie expediee envoi port frais_port acheminement
        parcel: parcel parcels package packages packet box packaging | colis paquet paquets carton \
          emballage pli
        carrier: courier couriers carrier fedex ups dhl usps royal_mail delivery_man driver | transporteur \
          transporteurs coursier livreur chronopost colissimo dhl ups fedex mondial_relay poste
        post: post postal mail postage letter stamp stamps envelope post_office mailed postman | poste \
          postal courrier lettre timbre timbres enveloppe facteur affranchissement bureau_poste
        track: track tracking tracked trace traceable tracker track_and_trace follow | suivre suivi suivis \
          tracer tracage pister numero_suivi
        whereabouts: where whereabouts located locate location | ou situe localiser localisation \
          emplacement trouve
        status: status progress state update stage standing | statut etat avancement etape progression \
          point
        arrive: arrive arrived arrives arriving arrival come came turn_up show_up land landed | arriver \
          arrive arrivee arrivera parvenir venir venu
        receive: receive received receiving receipt got get gotten getting obtain obtained reach reached | \
          recevoir recu recue recois reception obtenir obtenu parvenu
        send: send sent sending sends forward transmit submit submitted | envoyer envoi envoye envoyee \
          envoie transmettre adresser
        delay: delay delayed delays late lateness behind overdue hold_up held_up | retard retards retarde \
          tard tarder tarde retardee traine
        wait: wait waiting waited await pending queue patience still_waiting on_hold outstanding | \
          attendre attends attente attend patienter patience attendu
        how-long: how_long duration take takes timeframe turnaround long lead_time | combien_temps duree \
          dure delai delais longtemps
        soon: soon sooner quick quickly quicker fast faster rapid rush hurry expedite express priority \
          asap speedy swiftly promptly | bientot vite rapide rapidement express accelerer presse presser \
          prioritaire priorite plus_vite
        urgent: urgent urgently urgency emergency immediately immediate asap right_now right_away critical \
          straight_away | urgent urgence urgemment immediatement immediat tout_suite critique au_plus_vite
        lost: lost lose loses losing loss missing misplaced mislaid disappeared vanished cannot_find gone \
          went_missing | perdu perdue perdre perte perds egare egaree disparu disparue manquant manquante \
          manque introuvable
        not-arrived: never_arrived not_arrived not_received never_came not_delivered never_received \
          never_got | jamais_recu pas_recu pas_arrive toujours_pas jamais_arrive pas_livre rien_recu
        recipient: recipient addressee receiver neighbour neighbor | destinataire voisin voisine
        pick-up: pickup pick_up collect collection collecting locker click_and_collect collection_point \
          pickup_point | retrait retirer recuperer point_relais relais consigne casier point_retrait \
          chercher_colis
        home-delivery: doorstep home_delivery | domicile livraison_domicile porte
        delivery-slot: timeslot slot slots delivery_window time_slot delivery_date | creneau creneaux \
          date_livraison plage_horaire
        customs: customs duty duties import export declaration tariff border | douane douanes douanier \
          importer exporter import frontiere dedouanement
        abroad: abroad overseas international internationally worldwide foreign foreigner outside_country \
          | etranger etrangere international internationale monde exterieur outre_mer
        # returns
        return: return returned returning returns send_back give_back bring_back take_back | retourner \
          retour retours renvoyer renvoi rendre rapporter restituer reprise
        refund: refund refunds refunded refundable reimburse reimbursed reimbursement repay repaid \
          money_back chargeback get_back | rembourser rembourse remboursee remboursement remboursements \
          restituer restitution avoir recrediter
        exchange: exchange exchanged exchanging swap swapped trade_in replace replacement replaced \
          substitute | echanger echange echanges troquer remplacer remplacement remplace substituer
        cancel: cancel cancelled canceled cancels cancelling cancellation cancellations revoke annul \
          rescind call_off back_out undo abort | annuler annule annulee annulation annulations revoquer \
          retracter retractation abandonner
        withdraw-contract: terminate termination end_contract unsubscribe opt_out cancel_subscription \
          cooling_off discontinue | resilier resiliation resilie desabonner desabonnement desinscrire \
          mettre_fin denoncer
        change: change changed changes changing modify modified modification alter alteration amend edit \
          adjust adjustment switch | changer change changement changements modifier modifie modification \
          modifications ajuster rectifier
        broken: broken break breaks broke damaged damage cracked crack shattered smashed bent scratched \
          torn destroyed dented ripped | casse cassee casser abime abimee endommage endommagee brise \
          brisee fissure fele raye dechire detruit cabosse
        faulty: faulty defective defect fault malfunction malfunctioning dead out_of_order bug buggy \
          glitch glitchy kaput | defectueux defectueuse defaut panne pannes bug bugge hs hors_service \
          dysfonctionnement defaillant defaillance foutu
        not-working: not_working not_work stopped_working wont_work doesnt_work unresponsive | marche_pas \
          fonctionne_pas marche_plus fonctionne_plus repond_pas
        wrong-item: wrong_item wrong_product wrong_size wrong_order not_what | mauvais_article \
          mauvais_produit mauvaise_taille pas_bon pas_conforme non_conforme
        incomplete: incomplete missing_part partial partially | incomplet incomplete manquant partiel \
          partiellement
        repair: repair repaired repairs repairing fix fixed fixing mend maintenance technician \
          service_centre | reparer repare reparation reparations reparateur depanner depannage depanneur \
          arranger technicien entretien
        warranty: warranty guarantee guaranteed warranties under_warranty | garantie garanties garanti \
          garantir sous_garantie
        expire: expire expired expires expiry expiration valid validity invalid expiring lapse best_before \
          | expirer expire expiree expiration perime perimee valide validite valable echu
        restore: restore recover recovery recovered retrieve retrieval regain get_back | restaurer \
          restauration recuperer recupere recuperation retrouver retrouve
        condition: condition conditions terms rule rules policy policies regulation terms_and_conditions | \
          condition conditions regle regles politique reglement modalites cgv
        proof: proof evidence receipt certificate attestation prove confirmation | preuve preuves \
          justificatif justificatifs attestation certificat recu confirmation
        # paying
        pay: pay paid pays paying payment payments payable payer settle settlement remit | payer paye \
          payee paie paies paiement paiements payable regler reglement verser
        bill: bill bills billing billed invoice invoices invoiced statement | facture factures facturation \
          facturer facturee note releve addition
        receipt: receipt receipts sales_slip | recu ticket quittance ticket_caisse
        charge: charge charged charges charging debit debited deducted deduction taken_from | debiter \
          debite debitee debit preleve prelevee prelever prelevement prelevements ponction
        fee: fee fees surcharge commission extra toll penalty fine supplement service_charge | frais \
          supplement supplements surcout commission penalite amende majoration cotisation
        charged-twice: twice charged_twice double_charge duplicate duplicated doubled double overcharged \
          double_charged paid_twice | double doublon deux_fois preleve_deux debite_deux paye_deux \
          surfacture facture_deux
        unpaid: unpaid owe owed owing arrears outstanding debt debts | impaye impayes dois dette dettes \
          arriere doit
        due-date: due deadline due_date cut_off pay_by | echeance echeances date_limite delai butoir \
          date_echeance
        reminder-fee: dunning collection_agency late_fee final_notice late_payment | relance mise_demeure \
          huissier recouvrement retard_paiement
        instalment: instalment installment instalments installments pay_later payment_plan pay_monthly \
          split_payment financing klarna | mensualite mensualites echelonner echelonnement plusieurs_fois \
          trois_fois financement facilite_paiement
        payment-method: payment_method cash paypal apple_pay google_pay samsung_pay credit_card cheque \
          wallet mode_payment | moyen_paiement mode_paiement especes paypal apple_pay google_pay cheque \
          portefeuille twint bancontact interac
        payment-refused: payment_failed payment_declined payment_rejected declined transaction_failed | \
          paiement_refuse refuse paiement_echoue transaction_refusee
        tax-vat: vat sales_tax tax_included excluding_tax | tva ttc hors_taxe hors_taxes detaxe
        total: total sum subtotal altogether overall grand_total amount amounts | total totalite somme \
          montant montants sous_total
        quantity: quantity quantities amount number count many how_many several dozen few | quantite \
          quantites nombre combien plusieurs douzaine quelques
        free: free complimentary no_charge free_of_charge gratis no_cost | gratuit gratuite gratuitement \
          gratis sans_frais offert
        tip: tip tips gratuity tipping | pourboire pourboires
        donate: donate donation charity donating | don donner dons association charite
        subscription: subscription subscriptions subscribe subscribed subscriber membership member plan | \
          abonnement abonnements abonner abonne abonnee forfait formule adhesion membre souscription
        renew: renew renewal renewed renewing auto_renew automatic_renewal | renouveler renouvellement \
          renouvelle reconduction reconduire tacite
        upgrade: upgrade upgraded premium upgrading higher_plan | surclassement surclasser premium \
          version_superieure passer_superieure
        contract: contract contracts agreement clause signed_contract engagement commitment | contrat \
          contrats accord clause engagement bail
        quote: quote quotes quotation estimate estimation | devis estimation estimer chiffrage soumission
        supplier: supplier suppliers provider vendor wholesaler distributor reseller | fournisseur \
          fournisseurs prestataire grossiste revendeur
        customer: customer customers client clients consumer buyer shopper | client clients cliente \
          clientele consommateur usager
        business-customer: business company corporate enterprise b2b firm startup freelancer self_employed \
          | entreprise entreprises societe professionnel pro pme independant autoentrepreneur boite
        """
}
