extension ConceptWords {
    /// Stems of words that only look alike (`customs` and `customer`, `port` and `porter`): a form that is not in the list says
    /// nothing.
    static let apart = (
        english: """
        apart api bar bed bit boil boost break brok carri cloud cod coin com commit compos confirm convert \
        cook cup custom degr design digit din distanc don drain draw dri driv dur east far fir form franc \
        freez fri gig good grant ham interest lat let mad mak mal man manag market met mic mov new not \
        offic past plan pleas program provid rap rat receiv right rout scan screen season set shar sheet \
        shot show shut sing sleep stain star stat stock stream suit sum sup suppli tal team term test tim \
        tir toast trail train transmit typ unit valid wait wat win wir
        """,
        french: """
        abon accord adress aid arret assembl associ bar bot boucl branch caf caus celebr certain chiffr \
        class combin commission consult couch coup cours credit cuir don dos droit echec elev emission \
        emploi entr entrain envi environ epous equip etoil etrang fac fait faut fil fix foi fonction franc \
        fum gar gel gener git gout habit loi mar mari mer mesur mil nul option papi pas pass plac plan \
        point port pourri present press pri procur program quelqu rallong recrut regl relai rend rest \
        retrait signal station stock tel ter test toilet train urgenc usag valid vent vid vir voi vrai
        """
    )

    /// Stems of words that differ in what they are listed under but are near: a form that is not in the list is under all of it.
    static let alike = (
        english: """
        address advis agre attach attend authoris build check clear concern declar develop emploi equal \
        examin favourit few follow head headlin heat includ infect instal lock loud manufactur option \
        organis organiz pai plai quiet repeat requir resel schedul shop speak teach vacuum wash weigh
        """,
        french: """
        annonc arriv autoris bouf confirm couvert cuisin fabriqu inform invit magasin marqu masqu membr \
        oblig organis pai rappel relanc scan souhait stop telephon titr verrouil
        """
    )
}
